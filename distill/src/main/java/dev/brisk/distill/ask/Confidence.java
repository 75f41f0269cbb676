package dev.brisk.distill.ask;

import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;

/** How sure a teacher was of what it changed. */
final class Confidence {
  private Confidence() {}

  /**
   * The geometric mean of the probabilities of an answer's tokens in lines that are neither lines
   * of the region nor fences of a code block: copying what stays says nothing. Empty if the
   * endpoint gave no probabilities, or nothing else was said.
   *
   * @param region the text of the region
   */
  static OptionalDouble of(Reply reply, String region) {
    var copied = new HashSet<String>();
    region.lines().map(String::strip).forEach(copied::add);
    copied.add("");
    var line = new StringBuilder();
    var sum = 0.0;
    var count = 0;
    var lineSum = 0.0;
    var lineCount = 0;
    for (var token : reply.tokens()) {
      var text = token.choice().text();
      line.append(text);
      lineSum += token.choice().logProbability();
      lineCount++;
      // A token that ends a line belongs to the line that it ends.
      if (text.indexOf('\n') >= 0) {
        if (says(line, copied)) {
          sum += lineSum;
          count += lineCount;
        }
        line.setLength(0);
        lineSum = 0;
        lineCount = 0;
      }
    }
    if (says(line, copied)) {
      sum += lineSum;
      count += lineCount;
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / count));
  }

  private static boolean says(CharSequence line, Set<String> copied) {
    return line.toString()
        .lines()
        .map(String::strip)
        .anyMatch(part -> !copied.contains(part) && !part.startsWith("```"));
  }
}
