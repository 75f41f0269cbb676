/**
 * From two versions of a region to minimal hunks and edits, while the second version is still
 * arriving.
 */
@NullMarked
package dev.brisk.edit.diff;

import org.jspecify.annotations.NullMarked;
