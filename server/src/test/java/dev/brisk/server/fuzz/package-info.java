/** Malformed input at every endpoint. */
@NullMarked
package dev.brisk.server.fuzz;

import org.jspecify.annotations.NullMarked;
