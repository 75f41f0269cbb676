/**
 * The language of edit scripts, version 2: how a request is noted for a model, what a script says,
 * how it applies, and the grammar of what may be said; completions in the same notation. Knows
 * words and lines, no model.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.edit.script;
