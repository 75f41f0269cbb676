package dev.brisk.engine.tokenizer;

/** Makes tokens of text that stands between marks. Safe to share between threads. */
@FunctionalInterface
interface TextEncoder {
  /**
   * Appends the tokens of {@code text} from {@code start} to {@code end}, which is not empty and
   * free of lone surrogates. Before and after it stands a token or nothing.
   */
  void encode(String text, int start, int end, Ids out);
}
