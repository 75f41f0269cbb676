package dev.brisk.edit.format;

/**
 * Which tokens of a text stay in a prompt: this module knows no tokenizer, so the limit is data for
 * one that does.
 */
public sealed interface Trim {
  /** All of them. */
  record None() implements Trim {}

  /** At most the last {@code tokens}. */
  record KeepLast(int tokens) implements Trim {}

  /** At most the first {@code tokens}. */
  record KeepFirst(int tokens) implements Trim {}
}
