package dev.brisk.syntax.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What spans of one instruction may be, and how surprising they are as a value. */
final class Values {
  private static final double WORD = Math.log(2e-5);
  private static final double CODE = Math.log(3e-3);
  private static final double SIGN = Math.log(0.3);

  private static final Set<String> LITERALS =
      Set.of(
          "null", "true", "false", "this", "super", "return", "throw", "new", "continue", "break");

  private final Map<String, Boolean> fits = new HashMap<>();
  private final Set<String> known;

  /**
   * @param known words of phrasings
   */
  Values(Set<String> known) {
    this.known = known;
  }

  boolean fit(String text, Slot sort) {
    return fits.computeIfAbsent(sort + " " + text, k -> sort.fits(text));
  }

  double cost(List<Spoken> instruction, int from, int to, Slot sort) {
    var sum = 0.0;
    for (var i = from; i < to; i++) {
      var token = instruction.get(i);
      if (!Character.isJavaIdentifierPart(token.text().charAt(0))) {
        sum += SIGN;
      } else if (sort != Slot.SENTENCE
          && !LITERALS.contains(token.text())
          && known.contains(token.word())) {
        var quoted = i > 0 && instruction.get(i - 1).isQuote();
        sum += quoted || (i > 0 && !token.text().equals(token.word())) ? CODE : WORD;
      } else {
        sum += CODE;
      }
    }
    return sum;
  }
}
