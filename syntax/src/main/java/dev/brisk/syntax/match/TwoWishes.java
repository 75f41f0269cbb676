package dev.brisk.syntax.match;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests that join two edits: "rename sum to total and make it final". Each half must surely be
 * one edit by itself; the second is read in the file as the first leaves it.
 */
final class TwoWishes {
  private static final Pattern JOINT =
      Pattern.compile(
          "\\s*[,;.]?\\s+(?:and\\s+then|and\\s+also|and|then|also|plus)\\s+|\\s*;\\s*|,\\s+",
          Pattern.CASE_INSENSITIVE);

  /** What is named before: a word of its own in the second half, not in quotes. */
  private static final Pattern IT =
      Pattern.compile(
          "\\bit\\b" + Spoken.outside('"') + Spoken.outside('`'), Pattern.CASE_INSENSITIVE);

  /** Each half by itself; both are shown or none. */
  private static final double SURE = 0.8;

  private TwoWishes() {}

  /** Both edits as one, if there is one way only to read two wishes. */
  static Optional<Match> match(
      SyntaxMatcher matcher, SourceFile file, int first, int last, String instruction) {
    var result = Optional.<Match>empty();
    var joints = JOINT.matcher(instruction);
    while (joints.find()) {
      var found =
          match(
              matcher,
              file,
              first,
              last,
              instruction.substring(0, joints.start()),
              instruction.substring(joints.end()));
      if (found.isPresent() && result.isPresent()) {
        return Optional.empty();
      }
      result = found.isPresent() ? found : result;
    }
    return result;
  }

  private static Optional<Match> match(
      SyntaxMatcher matcher, SourceFile file, int first, int last, String one, String two) {
    if (!isWish(one) || !isWish(two) || two.strip().startsWith("not ")) {
      return Optional.empty();
    }
    return matcher
        .found(file, first, last, one)
        .filter(TwoWishes::isSure)
        .flatMap(
            done -> {
              var text = TextEdit.apply(file.text(), done.match().edits());
              var it = IT.matcher(two);
              if (it.find() && done.subject().isEmpty()) {
                return Optional.<Match>empty();
              }
              var named = it.replaceAll(java.util.regex.Matcher.quoteReplacement(done.subject()));
              return SourceFile.parse(file.project(), file.path(), text)
                  .flatMap(
                      after -> {
                        // The first may have taken the whole region away.
                        var end = last + after.lineCount() - file.lineCount();
                        return end < first
                            ? Optional.empty()
                            : matcher.found(after, first, end, named);
                      })
                  .filter(TwoWishes::isSure)
                  .flatMap(next -> joined(done.match(), next.match()));
            });
  }

  /** Not a single word, and nothing that ends within quotes or parentheses. */
  private static boolean isWish(String half) {
    return Spoken.of(half).size() > 1
        && half.chars().filter(c -> c == '"').count() % 2 == 0
        && half.chars().filter(c -> c == '`').count() % 2 == 0
        && half.chars().filter(c -> c == '(').count() == half.chars().filter(c -> c == ')').count();
  }

  private static boolean isSure(SyntaxMatcher.Found found) {
    return found.match().confidence() >= SURE && !found.match().edits().isEmpty();
  }

  /** The edits of both in the text before the first; empty where they touch. */
  private static Optional<Match> joined(Match one, Match two) {
    var edits = new ArrayList<>(one.edits());
    for (var edit : two.edits()) {
      var back = 0;
      for (var earlier : one.edits()) {
        var start = earlier.start() + back;
        var end = start + earlier.replacement().length();
        if (edit.end() < start) {
          break;
        }
        if (edit.start() <= end) {
          return Optional.empty();
        }
        back += earlier.replacement().length() - (earlier.end() - earlier.start());
      }
      var shift = back;
      edits.add(new TextEdit(edit.start() - shift, edit.end() - shift, edit.replacement()));
    }
    edits.sort(Comparator.comparingInt(TextEdit::start));
    return Optional.of(
        new Match(
            one.kind() + ", " + two.kind(),
            List.copyOf(edits),
            one.confidence() * two.confidence()));
  }
}
