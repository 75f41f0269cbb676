/** Small edits from the history of a Git repository: what people really asked for and did. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.mine;
