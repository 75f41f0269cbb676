/** Edits that the instruction fully determines: made exactly, without any model. */
@org.jspecify.annotations.NullMarked
package dev.brisk.edit.instant;
