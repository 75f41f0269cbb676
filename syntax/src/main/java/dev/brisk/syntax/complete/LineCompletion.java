package dev.brisk.syntax.complete;

/**
 * The rest of a line.
 *
 * @param text what goes behind the cursor, without the line's end
 * @param confidence how likely it is exactly what is meant, from 0 to 1
 */
public record LineCompletion(String text, double confidence) {}
