/** The GGUF model file format: header, metadata, and tensors as memory-mapped segments. */
@NullMarked
package dev.brisk.engine.gguf;

import org.jspecify.annotations.NullMarked;
