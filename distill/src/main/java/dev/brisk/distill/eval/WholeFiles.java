package dev.brisk.distill.eval;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.syntax.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that samples were taken from, as they were when the edit was asked for. */
public final class WholeFiles {
  /** By how many lines a small edit changes a region's length, the likeliest first. */
  private static final int[] OFF = {0, -1, 1, -2, 2, -3, 3};

  private final Map<String, String> texts = new HashMap<>();

  /**
   * @throws IOException if a jar of these artifacts is missing or damaged
   */
  public WholeFiles(Path jars, List<Corpus.Artifact> artifacts) throws IOException {
    for (var artifact : artifacts) {
      for (var source : Corpus.sources(jars, artifact)) {
        texts.put(
            artifact.project() + " " + source.path(),
            source.text().replace("\r\n", "\n").replace('\r', '\n'));
      }
    }
  }

  /** The sample in its whole file, or in its region only where the file is not known. */
  public Case toCase(Sample sample) {
    return before(sample).map(text -> Case.of(sample, text)).orElseGet(() -> Case.of(sample));
  }

  /** The whole text before the edit; empty if it is not known. */
  private Optional<String> before(Sample sample) {
    var text = texts.get(sample.project() + " " + sample.path());
    if (text == null) {
      return Optional.empty();
    }
    var start = 0;
    for (var line = 1; line < sample.firstLine(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    if (at(text, start, sample.before())) {
      return Optional.of(text);
    }
    if (at(text, start, sample.after())) {
      return Optional.of(
          text.substring(0, start)
              + sample.before()
              + text.substring(start + sample.after().length()));
    }
    return sample.before().equals(sample.after()) ? put(sample, text, start) : Optional.empty();
  }

  /**
   * A region that already is as asked was made so, and what stood there before is not told: it
   * takes the place of as many lines, or nearly as many, so that the file parses.
   */
  private static Optional<String> put(Sample sample, String text, int start) {
    var lines = (int) sample.before().chars().filter(c -> c == '\n').count() + 1;
    for (var off : OFF) {
      var end = start;
      for (var line = 0; line < lines + off && end > 0 && end < text.length(); line++) {
        end = text.indexOf('\n', end) + 1;
      }
      if (end <= start) {
        continue;
      }
      var put = text.substring(0, start) + sample.before() + "\n" + text.substring(end);
      if (SourceFile.parse(sample.project(), sample.path(), put).isPresent()) {
        return Optional.of(put);
      }
    }
    return Optional.empty();
  }

  private static boolean at(String text, int start, String part) {
    var end = start + part.length();
    return text.startsWith(part, start) && (end == text.length() || text.charAt(end) == '\n');
  }
}
