/** Kinds of edit on members, comments and the order of statements. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.kinds.shape;
