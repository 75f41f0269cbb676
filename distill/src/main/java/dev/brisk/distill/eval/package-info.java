/** Scores with intervals, confusion, the choice of the threshold; reports of them. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.eval;
