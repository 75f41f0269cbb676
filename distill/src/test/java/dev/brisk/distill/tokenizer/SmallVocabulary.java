package dev.brisk.distill.tokenizer;

import java.nio.file.Path;
import java.util.Set;

/** A vocabulary made of a few lines of text. */
public record SmallVocabulary(Path path, int size) {
  static final String TEXT =
      "int total = getTotal(entry); if (total > limit) { return total; } // total of the entries\n";

  /** Writes it. */
  public static SmallVocabulary write(Path path) {
    var counts = new WordCounts();
    for (var project = 0; project < 3; project++) {
      counts.nextProject();
      counts.add(TEXT.repeat(5));
    }
    new VocabularyTrainer(counts, 2, Set.of("rename", "delete")).train(760).write(path);
    return new SmallVocabulary(path, read(path).size());
  }

  static dev.brisk.engine.tokenizer.Tokenizer read(Path path) {
    try (var file = dev.brisk.engine.gguf.GgufFile.open(path)) {
      return dev.brisk.engine.tokenizer.Tokenizer.of(file.metadata());
    }
  }
}
