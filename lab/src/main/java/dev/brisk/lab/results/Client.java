package dev.brisk.lab.results;

/**
 * The machine that the lab ran on.
 *
 * @param cpu its name, such as {@code AMD EPYC 9005}
 * @param cores that the lab may use
 * @param memoryBytes of the machine; -1 unknown
 * @param os name and version
 * @param jvm name and version
 */
public record Client(String cpu, int cores, long memoryBytes, String os, String jvm) {}
