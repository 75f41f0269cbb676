@NullMarked
package dev.brisk.engine.gguf;

import org.jspecify.annotations.NullMarked;
