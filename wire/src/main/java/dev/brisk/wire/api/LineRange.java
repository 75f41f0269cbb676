package dev.brisk.wire.api;

/**
 * Lines of a file, counted from 1, both ends included. {@code lastLine == firstLine - 1} is the
 * empty range before {@code firstLine}; an empty file has the range (1, 0).
 */
public record LineRange(int firstLine, int lastLine) {}
