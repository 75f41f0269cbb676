/**
 * Completes lines of Java by counting: what followed the same words, in this file and in the
 * sources that the built-in counts were made of.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.complete;
