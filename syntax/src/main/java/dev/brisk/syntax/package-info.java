/** Java files as syntax trees, the edits that they offer, and the ways to ask for them. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax;
