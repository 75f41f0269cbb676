/**
 * Sends requests on a schedule or in a loop, watches whether target and client keep up, and notes
 * what was measured.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.load;
