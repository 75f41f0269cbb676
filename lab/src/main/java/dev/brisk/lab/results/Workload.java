package dev.brisk.lab.results;

/**
 * What was asked.
 *
 * @param name such as {@code edits}
 * @param sha256 of the file of its cases, in hexadecimal digits; empty where there is no file
 * @param cases how many there are
 */
public record Workload(String name, String sha256, int cases) {}
