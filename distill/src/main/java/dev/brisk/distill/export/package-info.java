/** Writes trained networks as GGUF files, which Brisk's engine and llama.cpp run. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.export;
