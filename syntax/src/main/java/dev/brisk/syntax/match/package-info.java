/** Finds the edit that an instruction asks for among those that a region offers. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.match;
