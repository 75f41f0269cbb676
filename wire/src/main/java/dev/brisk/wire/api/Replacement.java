package dev.brisk.wire.api;

/**
 * Characters [start, end) of the text that was sent, counted in UTF-16 units, become {@code
 * replacement}.
 */
public record Replacement(int start, int end, String replacement) {}
