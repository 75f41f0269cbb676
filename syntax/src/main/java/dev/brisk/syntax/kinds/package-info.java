/** The kinds of edit that the programmatic teacher knows, grouped by what they change. */
@org.jspecify.annotations.NullMarked
package dev.brisk.syntax.kinds;
