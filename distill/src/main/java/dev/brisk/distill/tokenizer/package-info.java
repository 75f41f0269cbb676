/** The vocabulary of the models made here: byte-level BPE whose known words are single tokens. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.tokenizer;
