/** Runs side by side: whether they may be compared, ratios with intervals, conditions of CI. */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.compare;
