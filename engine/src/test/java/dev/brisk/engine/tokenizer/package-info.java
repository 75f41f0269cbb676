@NullMarked
package dev.brisk.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
