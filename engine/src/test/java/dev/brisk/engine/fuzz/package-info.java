/** Broken model files and any text: what is read from outside does no harm. */
@NullMarked
package dev.brisk.engine.fuzz;

import org.jspecify.annotations.NullMarked;
