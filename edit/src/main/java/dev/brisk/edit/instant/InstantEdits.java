package dev.brisk.edit.instant;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.diff.RegionEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests that leave nothing open, in any language: {@code rename A to B} where A is a
 * name of the region that means one thing there, {@code delete line N}, {@code delete lines N to M}
 * and the like ({@link LineRanges}), {@code replace "a" by "b"} where a stands once. Takes well
 * under a millisecond.
 */
public final class InstantEdits {
  /**
   * An edit.
   *
   * @param rule which of the rules answered: "rename", "delete-lines" or "replace"
   */
  public record Instant(String rule, EditProposal proposal) {}

  private static final String PLEASE = "(?:please\\s+)?";
  private static final String NAME = "([`'\"]?)([A-Za-z_$][\\w$]*)\\";
  private static final Pattern RENAME =
      pattern(
          "rename\\s+(?:the\\s+)?(?:(?:local\\s+)?variable\\s+|parameter\\s+|name\\s+)?"
              + NAME
              + "1\\s+(?:to|into|as|->|=>)\\s+"
              + NAME
              + "3(?:\\s+here)?");
  private static final Pattern REPLACE =
      pattern("(?:replace|change)\\s+([`'\"])(.+?)\\1\\s+(?:with|by|to)\\s+([`'\"])(.*?)\\3");

  private InstantEdits() {}

  static Pattern pattern(String regex) {
    return Pattern.compile(PLEASE + regex + "\\s*[.!]?", Pattern.CASE_INSENSITIVE);
  }

  /** The edit, or empty where something is left open; the request has passed its check. */
  public static Optional<Instant> answer(EditRequest request) {
    var instruction = request.instruction().strip();
    if (request.region().isEmpty() || instruction.indexOf('\n') >= 0) {
      return Optional.empty();
    }
    var rename = RENAME.matcher(instruction);
    if (rename.matches()) {
      return made("rename", request, renamed(request.regionLines(), rename));
    }
    var deleted = LineRanges.deleted(request, instruction);
    if (deleted.isPresent()) {
      return made("delete-lines", request, deleted);
    }
    var replace = REPLACE.matcher(instruction);
    return replace.matches()
        ? made("replace", request, replaced(request.regionLines(), replace))
        : Optional.empty();
  }

  private static Optional<Instant> made(
      String rule, EditRequest request, Optional<List<String>> after) {
    return after.map(lines -> new Instant(rule, RegionEdits.between(request, lines)));
  }

  private static Optional<List<String>> renamed(List<String> lines, Matcher asked) {
    var from = asked.group(2);
    var to = asked.group(4);
    var word = Pattern.compile("(?<![\\w$])" + Pattern.quote(from) + "(?![\\w$])");
    var taken = Pattern.compile("(?<![\\w$])" + Pattern.quote(to) + "(?![\\w$])");
    var result = new ArrayList<String>();
    var found = false;
    for (var line : lines) {
      var match = word.matcher(line);
      while (match.find()) {
        if (!standsAlone(line, match.start(), match.end())) {
          return Optional.empty();
        }
        found = true;
      }
      if (taken.matcher(line).find()) {
        return Optional.empty();
      }
      result.add(word.matcher(line).replaceAll(Matcher.quoteReplacement(to)));
    }
    return found ? Optional.of(result) : Optional.empty();
  }

  /**
   * Whether the name is no member of something, no method, and in no text or comment: all of these
   * may mean something else by it.
   */
  private static boolean standsAlone(String line, int start, int end) {
    var before = line.substring(0, start).stripTrailing();
    var after = line.substring(end).stripLeading();
    var text = line.stripLeading();
    return !before.endsWith(".")
        && !before.endsWith("::")
        && !after.startsWith("(")
        && before.chars().filter(c -> c == '"').count() % 2 == 0
        && before.chars().filter(c -> c == '\'').count() % 2 == 0
        && before.chars().filter(c -> c == '`').count() % 2 == 0
        && !before.contains("//")
        && !before.contains("/*")
        && !text.startsWith("*")
        && !text.startsWith("#");
  }

  private static Optional<List<String>> replaced(List<String> lines, Matcher asked) {
    var from = asked.group(2);
    var to = asked.group(4);
    var found = -1;
    var at = -1;
    for (var i = 0; i < lines.size(); i++) {
      for (var next = lines.get(i).indexOf(from);
          next >= 0;
          next = lines.get(i).indexOf(from, next + 1)) {
        if (found >= 0
            || cutsWord(lines.get(i), next)
            || cutsWord(lines.get(i), next + from.length())) {
          return Optional.empty();
        }
        found = i;
        at = next;
      }
    }
    if (found < 0) {
      return Optional.empty();
    }
    var line = lines.get(found);
    var result = new ArrayList<>(lines);
    result.set(found, line.substring(0, at) + to + line.substring(at + from.length()));
    return Optional.of(result);
  }

  private static boolean cutsWord(String line, int at) {
    return at > 0
        && at < line.length()
        && Character.isJavaIdentifierPart(line.charAt(at - 1))
        && Character.isJavaIdentifierPart(line.charAt(at));
  }
}
