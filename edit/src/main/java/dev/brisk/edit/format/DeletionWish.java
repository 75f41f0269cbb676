package dev.brisk.edit.format;

import java.util.regex.Pattern;

/**
 * Whether an instruction asks to delete all of the region. Errs on the side of no: then an empty
 * answer is a failure that changes nothing.
 */
final class DeletionWish {
  private static final String VERB =
      "(?:please\\s+|just\\s+|now\\s+)*(?:delete|remove|drop|erase|clear|cut|discard|get\\s+rid\\s+of)\\s+";

  private static final String ALL =
      "(?:all|everything(?:\\s+in\\s+(?:this|the)\\s+\\w+)?|it|this|that|these|those|them|all\\s+of\\s+(?:it|this|that|these|those|them))";

  private static final String WHICH =
      "(?:(?:all|of|the|this|that|these|those|whole|entire|complete|selected)\\s+)*";

  private static final String WHOLE =
      "(?:region|selection|block|section|snippet|code|text|paragraph|lines|method|function|constructor|class|interface"
          + "|enum|record|type)";

  private static final String REST =
      "(?:\\s+(?:here|completely|entirely|altogether|again|please))*[\\s.!]*"
          + "(?:,?\\s*(?:because|since|as\\s+it)\\b.*)?";

  private static final Pattern EVERYTHING =
      Pattern.compile(
          VERB + "(?:" + ALL + "|" + WHICH + WHOLE + ")" + REST,
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** "Delete the log line" means all of a region that is one line. */
  private static final Pattern LINE =
      Pattern.compile(
          VERB + WHICH + "(?:[\\w.]+\\s+)?(?:line|statement)" + REST,
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private DeletionWish() {}

  /** Whether {@code instruction} is to delete all {@code lines} lines of the region. */
  static boolean ofAll(String instruction, int lines) {
    var words = instruction.strip();
    return EVERYTHING.matcher(words).matches() || (lines == 1 && LINE.matcher(words).matches());
  }
}
