/** How a request becomes a prompt and how a model's output becomes an edit, one file a format. */
@NullMarked
package dev.brisk.edit.format;

import org.jspecify.annotations.NullMarked;
