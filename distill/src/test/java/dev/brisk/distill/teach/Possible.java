package dev.brisk.distill.teach;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An edit that a kind offers for a source, applied.
 *
 * @param after the whole source after it
 */
public record Possible(Map<String, String> slots, int firstLine, int lastLine, String after) {
  /**
   * All edits of {@code kind} for {@code source}, which must parse, as must what they make of it.
   */
  public static List<Possible> edits(EditKind kind, String source) {
    var file = SourceFile.parse("test", "Test.java", source).orElseThrow();
    return kind.candidates(file, new SplittableRandom(1)).stream()
        .map(
            candidate -> {
              var after = TextEdit.apply(source, candidate.edits());
              if (SourceFile.parse("test", "Test.java", after).isEmpty()) {
                throw new AssertionError(kind.name() + " makes no valid Java:\n" + after);
              }
              return new Possible(
                  new TreeMap<>(candidate.slots()),
                  candidate.firstLine(),
                  candidate.lastLine(),
                  after);
            })
        .toList();
  }
}
