package dev.brisk.lab.load;

import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes prompts unlike those before from their first token on, so that no answer comes from a
 * prefix cache that a developer's next question would not find warm either.
 *
 * @param word eight hexadecimal digits; empty where prompts are to repeat
 */
public record Salt(String word) {
  /** None: prompts repeat. */
  public static final Salt NONE = new Salt("");

  /** That of one scenario of a run. */
  static Salt of(long seed, int index) {
    long bits = new SplittableRandom(seed * 31 + index).nextLong();
    return new Salt(HexFormat.of().toHexDigits((int) bits));
  }

  /** A line of comment for the head of a file, with its line end; empty without salt. */
  public String comment(String path) {
    if (word.isEmpty()) {
      return "";
    }
    var name = path.toLowerCase(Locale.ROOT);
    boolean hash = name.endsWith(".py") || name.endsWith(".rb") || name.endsWith(".sh");
    return (hash ? "# " : "// ") + word + "\n";
  }

  /** A sentence for the head of a conversation; empty without salt. */
  public String sentence() {
    return word.isEmpty() ? "" : "Session " + word + ".\n";
  }
}
