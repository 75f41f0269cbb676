package dev.brisk.distill.lines;

import dev.brisk.distill.teach.Corpus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Takes lines of real files and puts a cursor where people pause while they type. */
public final class CursorCases {
  private static final int SHORTEST_LINE = 8;
  private static final int SHORTEST_REST = 5;
  private static final int TRIES = 200;

  /** Between words, people pause behind these. */
  private static final Pattern PAUSE =
      Pattern.compile(
          ".*(?:[(.<]|, |= |&& |\\|\\| |\\b(?:new|return|throw|public|private|final) )",
          Pattern.DOTALL);

  private CursorCases() {}

  /** Up to {@code most} cases, each of another file; the same for the same seed. */
  public static List<CursorCase> of(List<Corpus.Source> sources, int most, long seed) {
    var shuffled = new ArrayList<>(sources);
    Collections.shuffle(shuffled, new Random(seed));
    var random = new Random(seed);
    return shuffled.stream()
        .map(source -> one(source.text().replace("\r\n", "\n").replace("\t", "    "), random))
        .flatMap(Optional::stream)
        .limit(most)
        .toList();
  }

  private static Optional<CursorCase> one(String text, RandomGenerator random) {
    var lines = text.split("\n", -1);
    var dice = random.nextInt(100);
    var kind = dice < 59 ? "mid" : dice < 81 ? "line" : "word";
    for (var tries = 0; tries < TRIES; tries++) {
      var number = random.nextInt(lines.length);
      var line = lines[number].stripTrailing();
      var code = line.stripLeading();
      if (code.length() < SHORTEST_LINE || !isCode(code)) {
        continue;
      }
      var first = line.length() - code.length();
      var column = kind.equals("line") ? first : first + 1 + random.nextInt(code.length() - 1);
      if (line.length() - column >= SHORTEST_REST && fits(kind, line, column)) {
        var start = 0;
        for (var i = 0; i < number; i++) {
          start += lines[i].length() + 1;
        }
        return Optional.of(
            new CursorCase(
                kind,
                text.substring(0, start + column),
                line.substring(column),
                text.substring(start + lines[number].length())));
      }
    }
    return Optional.empty();
  }

  private static boolean isCode(String line) {
    return !line.startsWith("*")
        && !line.startsWith("/")
        && !line.startsWith("@")
        && !line.startsWith("import ")
        && !line.startsWith("package ")
        && !line.contains("//");
  }

  private static boolean fits(String kind, String line, int column) {
    return switch (kind) {
      case "word" ->
          Character.isLetter(line.charAt(column - 1))
              && Character.isJavaIdentifierPart(line.charAt(column));
      case "mid" ->
          line.charAt(column) != ' ' && PAUSE.matcher(line.substring(0, column)).matches();
      default -> true;
    };
  }
}
