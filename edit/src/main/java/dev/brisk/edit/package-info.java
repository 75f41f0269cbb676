/**
 * What an edit is: a request over a region of a text, and its result as minimal edits or as a
 * failure with a place.
 */
@NullMarked
package dev.brisk.edit;

import org.jspecify.annotations.NullMarked;
