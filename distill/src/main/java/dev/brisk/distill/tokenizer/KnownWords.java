package dev.brisk.distill.tokenizer;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The words that are one token each, with and without a space before them. For any thread. */
public final class KnownWords implements Predicate<String> {
  private final Tokenizer tokenizer;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  public KnownWords(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The tokenizer in a vocabulary file.
   *
   * @throws IOException if there is none; the message says what to do
   */
  public static Tokenizer read(Path vocabulary) throws IOException {
    if (!Files.exists(vocabulary)) {
      throw new IOException(vocabulary + " is missing; make it with brisk distill tokenizer.");
    }
    try (var file = GgufFile.open(vocabulary)) {
      return Tokenizer.of(file.metadata());
    }
  }

  @Override
  public boolean test(String word) {
    return known.computeIfAbsent(word, tokenizer::isWord);
  }
}
