/**
 * Questions to a model and their answers, whichever API they come by and wherever they are
 * computed.
 */
@NullMarked
package dev.brisk.server.answer;

import org.jspecify.annotations.NullMarked;
