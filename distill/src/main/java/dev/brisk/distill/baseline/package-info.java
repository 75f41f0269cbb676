/** The linear baseline: intent classification, and slots filled from what a region offers. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.baseline;
