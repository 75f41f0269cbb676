/** A teacher that is a model: asking an endpoint for edits, and which of its answers teach. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.ask;
