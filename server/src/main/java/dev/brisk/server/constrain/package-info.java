/** What an output may be: JSON, a regular expression, a grammar. */
@NullMarked
package dev.brisk.server.constrain;

import org.jspecify.annotations.NullMarked;
