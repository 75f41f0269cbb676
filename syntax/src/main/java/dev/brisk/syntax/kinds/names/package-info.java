/** Kinds of edit on names, types, literals and modifiers. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.kinds.names;
