package dev.brisk.distill.tokenizer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How often pieces of text occur, in how many projects, and how often behind a space. Pieces are
 * those of GPT-2's pre-tokenizer without the space that it leaves at their front: letters, digits,
 * or other characters.
 */
final class WordCounts {
  private static final Pattern PIECE = Pattern.compile("( ?)(\\p{L}+|\\p{N}+|[^\\s\\p{L}\\p{N}]+)");
  private static final int LONGEST = 24;

  /** What is known of a piece. */
  static final class Count {
    long times;
    long behindSpace;
    int projects;
  }

  private final Map<String, Count> counts = new HashMap<>();
  private final Set<String> inProject = new HashSet<>();

  /** Texts from here on are of another project. */
  void nextProject() {
    inProject.clear();
  }

  void add(String text) {
    var matcher = PIECE.matcher(text);
    while (matcher.find()) {
      var piece = matcher.group(2);
      if (piece.length() > LONGEST) {
        continue;
      }
      var count = counts.computeIfAbsent(piece, p -> new Count());
      count.times++;
      if (!matcher.group(1).isEmpty()) {
        count.behindSpace++;
      }
      if (inProject.add(piece)) {
        count.projects++;
      }
    }
  }

  Map<String, Count> all() {
    return counts;
  }
}
