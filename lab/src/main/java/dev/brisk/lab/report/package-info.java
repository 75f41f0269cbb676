/** Runs as a table for the terminal and as one HTML file that needs nothing else. */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.report;
