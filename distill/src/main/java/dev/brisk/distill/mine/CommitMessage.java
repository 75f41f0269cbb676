package dev.brisk.distill.mine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the first line of a commit's message asks for, if it asks for an edit. */
final class CommitMessage {
  private static final int FEWEST_WORDS = 3;
  private static final int MOST_WORDS = 20;

  /** Keys of issues at the beginning, in brackets anywhere, and what refers to them. */
  private static final Pattern KEYS =
      Pattern.compile(
          "^\\s*(?:\\[[^\\]]*\\]|\\(?[A-Z][A-Z0-9]+-\\d+\\)?|#\\d+|gh-\\d+)\\s*[:.,-]*\\s*"
              + "|\\s*\\((?:[A-Z][A-Z0-9]+-\\d+|#\\d+)\\)"
              + "|\\s*(?:\\b(?:[Cc]loses|[Ff]ixes|[Ss]ee|[Rr]efs)\\s+#\\d+)");

  private static final Pattern OTHER_WORK =
      Pattern.compile(
          "\\b(?:merge[ds]?|revert|release|releases|releasing|version|versions|bump|snapshot|upgrade"
              + "|formatting|format|reformat|whitespace|white space|indentation|checkstyle|spotbugs"
              + "|pmd|findbugs|sonar|licen[cs]e|licen[cs]es|copyright|header|headers|travis|ci|github"
              + "|actions|jenkins|build|pom|changelog|changes\\.xml|typo fix release)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> VERBS =
      Set.of(
          ("add adjust allow annotate apply assert assign avoid break cache call cast catch change"
                  + " check clarify clean clear close collapse combine compare convert copy correct"
                  + " create declare decrease define delete deprecate detect disable document drop"
                  + " eliminate enable encode ensure escape expose extend extract fail fix flush fold"
                  + " follow generate guard handle hide ignore implement import improve include"
                  + " increase initialise initialize inline insert introduce invert iterate keep"
                  + " limit log lower make mark mention merge minor modify move negate normalize"
                  + " optimise optimize override pass permit prefer preserve prevent protect"
                  + " provide pull push put raise read recognise recognize reduce refactor reject"
                  + " relax remove rename reorder replace require reset restore restrict retain"
                  + " return reuse reverse rewrite set share shorten show shrink simplify skip sort"
                  + " specify split stop store strip support suppress swap switch synchronize test"
                  + " throw tidy tighten trim try turn unify unwrap update use validate verify"
                  + " widen wrap write")
              .split(" "));

  private static final Set<String> EMPTY =
      Set.of(
          ("the and for with from into when that this not instead use make more than then them its"
                  + " some all only also code class method methods field file java javadoc")
              .split(" "));

  private CommitMessage() {}

  /** An imperative sentence of 3 to 20 words, without issue keys and the full stop. */
  static Optional<String> instruction(String message) {
    var line = message.lines().findFirst().orElse("").strip();
    var before = "";
    while (!line.equals(before)) {
      before = line;
      line = KEYS.matcher(line).replaceAll("").strip();
    }
    if (line.endsWith(".")) {
      line = line.substring(0, line.length() - 1);
    }
    var words = line.split("\\s+");
    var verb = words[0].toLowerCase(Locale.ROOT);
    return words.length < FEWEST_WORDS
            || words.length > MOST_WORDS
            || !VERBS.contains(verb)
            || OTHER_WORK.matcher(line).find()
        ? Optional.empty()
        : Optional.of(line);
  }

  /** The words of an instruction that tell what it is about, in small letters. */
  static List<String> contentWords(String instruction) {
    var result = new ArrayList<String>();
    for (var word : instruction.split("[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")) {
      var small = word.toLowerCase(Locale.ROOT);
      if (small.length() > 2 && !VERBS.contains(small) && !EMPTY.contains(small)) {
        result.add(small);
      }
    }
    return result;
  }
}
