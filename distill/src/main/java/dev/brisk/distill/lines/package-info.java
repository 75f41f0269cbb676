/** Makes and tests the counts that complete lines. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.lines;
