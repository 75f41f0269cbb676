package dev.brisk.distill.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What was done to a region, seen from outside: the coarse kind of a change, for confusions. */
public enum Deed {
  NOTHING("nothing"),
  RENAMED("replaced a word everywhere"),
  REWORDED("changed words in one line"),
  REWROTE("changed words in several lines"),
  INSERTED("added lines"),
  DELETED("removed lines"),
  MOVED("moved lines"),
  INDENTED("changed indentation"),
  RESTRUCTURED("changed the number of lines and their words"),
  DECLINED("declined");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  private final String words;

  Deed(String words) {
    this.words = words;
  }

  /** What makes {@code after} of {@code before}. */
  public static Deed of(String before, String after) {
    if (before.equals(after)) {
      return NOTHING;
    }
    var old = before.lines().toList();
    var now = after.lines().toList();
    if (stripped(old).equals(stripped(now))) {
      return INDENTED;
    }
    if (stripped(old).stream().sorted().toList().equals(stripped(now).stream().sorted().toList())) {
      return MOVED;
    }
    if (old.size() == now.size()) {
      var changed = 0;
      for (var i = 0; i < old.size(); i++) {
        changed += old.get(i).equals(now.get(i)) ? 0 : 1;
      }
      return renamed(before, after) ? RENAMED : changed == 1 ? REWORDED : REWROTE;
    }
    if (contains(stripped(now), stripped(old))) {
      return INSERTED;
    }
    return contains(stripped(old), stripped(now)) ? DELETED : RESTRUCTURED;
  }

  @Override
  public String toString() {
    return words;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }

  /** Whether {@code part} is what is left of {@code all} after some lines are left out. */
  private static boolean contains(List<String> all, List<String> part) {
    var at = 0;
    for (var line : all) {
      if (at < part.size() && part.get(at).equals(line)) {
        at++;
      }
    }
    return at == part.size();
  }

  /** Whether one word became another one wherever it stood, and nothing else changed. */
  private static boolean renamed(String before, String after) {
    var old = words(before);
    var now = words(after);
    if (old.size() != now.size()
        || !WORD.matcher(before).replaceAll("w").equals(WORD.matcher(after).replaceAll("w"))) {
      return false;
    }
    var pairs = new HashSet<List<String>>();
    for (var i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        pairs.add(List.of(old.get(i), now.get(i)));
      }
    }
    return pairs.size() == 1 && !now.contains(pairs.iterator().next().getFirst());
  }

  private static List<String> words(String text) {
    var found = new ArrayList<String>();
    var matcher = WORD.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
