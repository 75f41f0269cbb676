package dev.brisk.syntax.match;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Conditions as people say them: "if count is negative" for {@code if count < 0}. */
final class WordedConditions {
  /** What is compared with: a number, or a name that no word of people looks like. */
  private static final String OTHER = "([\\d.]+|[a-z]\\w*[A-Z.]\\w*)";

  /**
   * @param words a name in them is group 1, what it is compared with group 2
   */
  private record Wording(Pattern words, String code) {}

  private static final List<Wording> WORDINGS =
      List.of(
          wording("(?:is not|isn't) negative", "$1 >= 0"),
          wording("is negative", "$1 < 0"),
          wording("is (?:not positive|zero or less)", "$1 <= 0"),
          wording("is positive", "$1 > 0"),
          wording("is (?:zero|0)", "$1 == 0"),
          wording("is empty", "$1.isEmpty()"),
          wording("(?:is not|isn't) empty", "!$1.isEmpty()"),
          wording("is blank", "$1.isBlank()"),
          wording("is (?:greater|more|larger|bigger) than " + OTHER, "$1 > $2"),
          wording("is (?:less|smaller) than " + OTHER, "$1 < $2"),
          wording("is at least " + OTHER, "$1 >= $2"),
          wording("is at most " + OTHER, "$1 <= $2"));

  private WordedConditions() {}

  private static Wording wording(String words, String code) {
    // Not the last word of "the size of items".
    var name = "(?<!\\bof )(?<![\\w.])(?:`(?=\\w+`))?([a-z]\\w*)`? ";
    return new Wording(Pattern.compile(name + words + "\\b" + Spoken.outside('"')), code);
  }

  /** The instruction with such words as code; empty if there are none. */
  static Optional<String> asCode(String instruction) {
    var result = instruction;
    for (var wording : WORDINGS) {
      result = wording.words.matcher(result).replaceAll(wording.code);
    }
    return result.equals(instruction) ? Optional.empty() : Optional.of(result);
  }
}
