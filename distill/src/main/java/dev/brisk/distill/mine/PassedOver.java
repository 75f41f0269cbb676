package dev.brisk.distill.mine;

import java.util.EnumMap;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why commits are no cases, counted, so that somebody who finds few knows why. */
final class PassedOver {
  /** What is looked at first stands first. */
  enum Reason {
    PARENTS("are merges or the first"),
    MESSAGE("do not ask for an edit in the first line of their message"),
    FILES("change something else than one Java file"),
    TEXT("change a file that is long, not UTF-8 or of mixed line ends"),
    SIZE("change more than a few lines, or white space alone"),
    WORDS("say nothing that stands near the change"),
    MANY("are comments, imports or tests, of which there were enough");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final EnumMap<Reason, Integer> counts = new EnumMap<>(Reason.class);

  void add(Reason reason, int commits) {
    counts.merge(reason, commits, Integer::sum);
  }

  /** Such as "12 are merges or the first, 3 change something else than one Java file". */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey().words))
        .collect(Collectors.joining(", "));
  }
}
