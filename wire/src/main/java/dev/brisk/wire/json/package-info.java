/** JSON without data binding: a small tree to read, a buffer to write. */
@NullMarked
package dev.brisk.wire.json;

import org.jspecify.annotations.NullMarked;
