/** Kinds of edit on statements, conditions and control flow. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.teach.kinds.flow;
