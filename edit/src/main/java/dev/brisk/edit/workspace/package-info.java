/** Files: read with a fingerprint, changed all-or-nothing, taken back from a journal. */
@NullMarked
package dev.brisk.edit.workspace;

import org.jspecify.annotations.NullMarked;
