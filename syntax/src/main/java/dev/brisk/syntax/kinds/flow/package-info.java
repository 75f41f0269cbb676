/** Kinds of edit on statements, conditions and control flow. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.kinds.flow;
