package dev.brisk.syntax.match;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An edit that a region offers.
 *
 * @param kind which kind asks for it
 * @param candidate the edit as it was drawn
 * @param madeUp drawn values that the instruction has to say
 * @param uses how often these values stand in the edits: the fewer, the surer that replacing them
 *     is right
 * @param holds whether the region already is as asked, so that nothing is to be done
 */
record Offer(
    String kind, Candidate candidate, Map<String, String> madeUp, int uses, boolean holds) {
  /**
   * Whether what the instruction leaves open follows from what it says.
   *
   * @param said the made-up slots that it speaks of
   * @param shown words of the region
   */
  boolean isDetermined(Map<String, String> said, Set<String> shown) {
    if (holds) {
      return madeUp.keySet().stream()
          .allMatch(slot -> slot.equals("old") || isAbsent(said.get(slot), shown));
    }
    var drawn = new StringBuilder(" ");
    said.keySet().forEach(slot -> drawn.append(madeUp.get(slot)).append(' '));
    for (var slot : madeUp.entrySet()) {
      if (!said.containsKey(slot.getKey())) {
        for (var token : Spoken.of(slot.getValue())) {
          if (!pattern(token.text()).matcher(drawn).find()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isAbsent(@Nullable String value, Set<String> shown) {
    return value != null && Spoken.of(value).stream().noneMatch(t -> shown.contains(t.text()));
  }

  /** Whether a drawn value stands in one edit twice, and perhaps only once because it was drawn. */
  boolean isUnclear() {
    return candidate.edits().stream()
        .anyMatch(
            edit ->
                madeUp.values().stream()
                    .anyMatch(v -> pattern(v).matcher(edit.replacement()).results().count() > 1));
  }

  /** The edits of {@code text} with what the instruction says in the place of what was drawn. */
  List<TextEdit> edits(String text, Map<String, String> said) {
    if (holds) {
      return List.of();
    }
    // Longer ones first: they may hold shorter ones.
    var slots =
        said.keySet().stream()
            .sorted(
                Comparator.comparingInt((String slot) -> -madeUp.getOrDefault(slot, "").length()))
            .toList();
    // At once: what is said for one slot may look like what was drawn for another.
    var saidFor = new LinkedHashMap<String, String>();
    for (var slot : slots) {
      var drawn = madeUp.getOrDefault(slot, "");
      var value = said.getOrDefault(slot, "");
      // "Set currency to USD" where a text stands means a text.
      if (kind.equals("set-value")
          && drawn.startsWith("\"")
          && value.matches("[A-Za-z][\\w-]*")
          && !value.equals("null")
          && !pattern(value).matcher(text).find()) {
        value = '"' + value + '"';
      }
      // An instruction's last full stop is not read, but a sentence has one.
      var stop = drawn.endsWith(".") && !value.endsWith(".") ? "." : "";
      if (!drawn.isEmpty()) {
        saidFor.putIfAbsent(drawn, value + stop);
      }
    }
    if (saidFor.isEmpty()) {
      return candidate.edits();
    }
    var drawn =
        Pattern.compile(
            saidFor.keySet().stream()
                .map(value -> pattern(value).pattern())
                .collect(Collectors.joining("|")));
    return candidate.edits().stream()
        .map(
            edit ->
                new TextEdit(
                    edit.start(),
                    edit.end(),
                    drawn
                        .matcher(edit.replacement())
                        .replaceAll(
                            found ->
                                Matcher.quoteReplacement(
                                    saidFor.getOrDefault(found.group(), found.group())))))
        .toList();
  }

  /** Whether a name would be written in another way: "change currency to USD" is no renaming. */
  boolean changesShape(Map<String, String> said) {
    var old = candidate.slots().getOrDefault("old", "");
    var name = said.getOrDefault("new", "");
    return kind.startsWith("rename-")
        && !old.isEmpty()
        && !name.isEmpty()
        && Character.isUpperCase(old.charAt(0)) != Character.isUpperCase(name.charAt(0));
  }

  /** The name of what this is about, after the edit; "" if it has none. */
  String subject(Map<String, String> said) {
    var slots = candidate.slots();
    if (kind.startsWith("rename-")) {
      return said.getOrDefault("new", "");
    }
    for (var slot : List.of("name", "variable", "method")) {
      if (slots.containsKey(slot)) {
        return said.getOrDefault(slot, slots.getOrDefault(slot, ""));
      }
    }
    return "";
  }

  /** How often {@code value} stands in what the edits write. */
  static int uses(Candidate candidate, String value) {
    var pattern = pattern(value);
    return candidate.edits().stream()
        .mapToInt(edit -> (int) pattern.matcher(edit.replacement()).results().count())
        .sum();
  }

  /** {@code value} where it does not cut a word. */
  private static Pattern pattern(String value) {
    var first = !value.isEmpty() && Character.isJavaIdentifierPart(value.charAt(0));
    var last = !value.isEmpty() && Character.isJavaIdentifierPart(value.charAt(value.length() - 1));
    return Pattern.compile(
        (first ? "(?<![\\w$])" : "") + Pattern.quote(value) + (last ? "(?![\\w$])" : ""));
  }
}
