/** Text to token ids and back: byte-level BPE with its pre-tokenizers, and a streaming decoder. */
@NullMarked
package dev.brisk.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
