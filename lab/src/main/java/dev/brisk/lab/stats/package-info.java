/** The arithmetic of figures: percentiles, proportions, bootstrap intervals. */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.stats;
