package dev.brisk.edit.format;

/** A piece of a token prompt. */
public sealed interface Part {
  /** One special token by its text, such as {@code <|region|>}. */
  record Special(String token) implements Part {}

  /**
   * Ordinary text, tokenized on its own (special tokens in it are not parsed), of whose tokens
   * {@code trim} says which stay.
   */
  record Text(String text, Trim trim) implements Part {}
}
