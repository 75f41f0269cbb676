package dev.brisk.cli;

import dev.brisk.edit.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code brisk edit} was asked for.
 *
 * @param lines the region, or null
 * @param at a line whose method or block is the region, or null
 * @param maxTokens the most output tokens, or null
 */
record EditArguments(
    String file,
    String instruction,
    @Nullable Region lines,
    @Nullable Integer at,
    boolean apply,
    boolean dryRun,
    boolean json,
    @Nullable String model,
    @Nullable String format,
    @Nullable Integer maxTokens,
    boolean noDraft,
    boolean force,
    boolean noDirect) {
  private static final Pattern LINE = Pattern.compile("\\d{1,9}");
  private static final Pattern LINES = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

  /** Whether a person is to be asked. */
  boolean asks() {
    return !apply && !dryRun && !json;
  }

  /** Reads {@code A:B} (lines A to B) or {@code A} (that line); empty for anything else. */
  static Optional<Region> region(String value) {
    var match = LINES.matcher(value);
    if (!match.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    return Optional.of(new Region(first, last));
  }

  /**
   * Reads the usual command lines, whose first word is {@code edit}, without picocli: its classes
   * are of a version that the AOT cache does not take, so that loading them would take a third of
   * the command's whole time.
   *
   * @return empty for whatever is less usual, wrong usage above all; picocli is to look at that
   */
  static Optional<EditArguments> plain(String... args) {
    var words = new ArrayList<String>();
    var seen = new HashSet<String>();
    Region lines = null;
    Integer at = null;
    for (int i = 1; i < args.length; i++) {
      var word = args[i];
      if (!word.startsWith("-")) {
        words.add(word);
        continue;
      }
      if (!seen.add(word)) {
        return Optional.empty();
      }
      switch (word) {
        case "--apply", "--dry-run", "--json", "--no-draft", "--no-direct", "--force" -> {}
        case "--lines" -> {
          var value = ++i < args.length ? region(args[i]) : Optional.<Region>empty();
          if (value.isEmpty()) {
            return Optional.empty();
          }
          lines = value.get();
        }
        case "--at" -> {
          if (++i >= args.length || !LINE.matcher(args[i]).matches()) {
            return Optional.empty();
          }
          at = Integer.valueOf(args[i]);
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    if (words.size() != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new EditArguments(
            words.get(0),
            words.get(1),
            lines,
            at,
            seen.contains("--apply"),
            seen.contains("--dry-run"),
            seen.contains("--json"),
            null,
            null,
            null,
            seen.contains("--no-draft"),
            seen.contains("--force"),
            seen.contains("--no-direct")));
  }
}
