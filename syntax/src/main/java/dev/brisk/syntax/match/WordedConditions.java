package dev.brisk.syntax.match;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Conditions as people say them: "if count is negative" for {@code if count < 0}. */
final class WordedConditions {
  private static final Map<Pattern, String> CODE = new LinkedHashMap<>();

  static {
    say("(?:is not|isn't) negative", "$1 >= 0");
    say("is negative", "$1 < 0");
    say("is (?:not positive|zero or less)", "$1 <= 0");
    say("is positive", "$1 > 0");
    say("is (?:zero|0)", "$1 == 0");
    say("is empty", "$1.isEmpty()");
    say("(?:is not|isn't) empty", "!$1.isEmpty()");
    say("is blank", "$1.isBlank()");
    say("is (?:greater|more|larger|bigger) than ([\\d.]+|[a-z]\\w*[A-Z.]\\w*)", "$1 > $2");
    say("is (?:less|smaller) than ([\\d.]+|[a-z]\\w*[A-Z.]\\w*)", "$1 < $2");
    say("is at least ([\\d.]+|[a-z]\\w*[A-Z.]\\w*)", "$1 >= $2");
    say("is at most ([\\d.]+|[a-z]\\w*[A-Z.]\\w*)", "$1 <= $2");
  }

  private WordedConditions() {}

  private static void say(String words, String code) {
    // Not in quotes, and not the last word of "the size of items".
    CODE.put(
        Pattern.compile(
            "(?<!\\bof )(?<![\\w.])(?:`(?=\\w+`))?([a-z]\\w*)`? "
                + words
                + "\\b(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)"),
        code);
  }

  /** The instruction with such words as code; empty if there are none. */
  static Optional<String> asCode(String instruction) {
    var result = instruction;
    for (var words : CODE.entrySet()) {
      result = words.getKey().matcher(result).replaceAll(words.getValue());
    }
    return result.equals(instruction) ? Optional.empty() : Optional.of(result);
  }
}
