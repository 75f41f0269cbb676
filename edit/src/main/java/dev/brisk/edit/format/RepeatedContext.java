package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.diff.Depth;
import dev.brisk.edit.diff.LineDiff;
import dev.brisk.edit.diff.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds lines around the region that output repeats before or after the region's own.
 *
 * <p>A ladder: lines that are equal, as many as possible; else lines that are equal without their
 * indentation, if there is only one way. Lines without a word, such as a closing bracket, count
 * only if the output makes no sense with them. Where the region itself begins or ends with the same
 * lines, the way that changes less is taken. Where nothing would be left but the region as it was,
 * lines with words on one side of it are taken for what was asked for: a copy of its neighbours.
 * Holds state.
 */
final class RepeatedContext {
  /** So many lines around the region are compared. */
  private static final int REACH = 100;

  private static final List<BiPredicate<String, String>> LADDER =
      List.of(String::equals, (a, b) -> a.strip().equals(b.strip()));

  private final List<String> region;
  private final List<String> before;
  private final List<String> after;
  private final List<String> head = new ArrayList<>();
  private boolean decided;
  private boolean cutBefore;

  RepeatedContext(EditRequest request) {
    var lines = request.lines();
    var first = request.region().firstLine();
    var last = request.region().lastLine();
    region = request.regionLines();
    before = List.copyOf(lines.contents(new Region(Math.max(1, first - REACH), first - 1)));
    after =
        List.copyOf(lines.contents(new Region(last + 1, Math.min(lines.count(), last + REACH))));
  }

  /**
   * Takes the next line of output and returns those that are certainly not repeated from before the
   * region.
   */
  List<String> accept(String line) {
    if (decided) {
      return List.of(line);
    }
    head.add(line);
    if (mayGrow() || ambiguous() || mayStayUnchanged()) {
      return List.of();
    }
    return decide();
  }

  /** The lines that were held back, at the end of the output. */
  List<String> finish() {
    return decided ? List.of() : decide();
  }

  /** Whether more lines of output could still turn out to be repeated ones. */
  private boolean mayGrow() {
    return LADDER.stream()
        .anyMatch(
            same ->
                IntStream.rangeClosed(1, before.size())
                    .anyMatch(k -> k >= head.size() && startsRepeated(k, head.size(), same)));
  }

  /** Whether the output may as well begin with the region: then its whole length decides. */
  private boolean ambiguous() {
    return !candidates(LADDER.getFirst()).isEmpty()
        && !region.isEmpty()
        && head.getFirst().equals(region.getFirst());
  }

  /**
   * Whether what follows the repeated lines is the begin of the region so far: whether anything
   * changes decides.
   */
  private boolean mayStayUnchanged() {
    var skipped = skipped();
    var rest = head.size() - skipped;
    return skipped > 0
        && rest <= region.size()
        && alike(head.subList(skipped, head.size()), region.subList(0, rest));
  }

  private List<String> decide() {
    decided = true;
    var skipped = skipped();
    if (skipped > 0
        && hasWord(head.subList(0, skipped))
        && alike(head.subList(skipped, head.size()), region)) {
      skipped = 0;
    }
    cutBefore = skipped > 0;
    var lines = List.copyOf(head.subList(skipped, head.size()));
    head.clear();
    return lines;
  }

  private int skipped() {
    var equal = candidates(LADDER.getFirst());
    var likeRegion =
        !head.isEmpty() && !region.isEmpty() && head.getFirst().equals(region.getFirst());
    if (!equal.isEmpty()) {
      return likeRegion
          ? least(equal, k -> changedLines(region, head.subList(k, head.size())))
          : equal.getLast();
    }
    var alike = candidates(LADDER.getLast());
    return !likeRegion && alike.size() == 1 ? alike.getFirst() : 0;
  }

  /** How many first lines of output may be repeated ones, ascending. */
  private List<Integer> candidates(BiPredicate<String, String> same) {
    return IntStream.rangeClosed(1, Math.min(before.size(), head.size()))
        .filter(
            k -> startsRepeated(k, k, same) && (hasWord(head.subList(0, k)) || regionFollows(k)))
        .boxed()
        .toList();
  }

  private boolean regionFollows(int k) {
    return k < head.size()
        && !region.isEmpty()
        && head.get(k).strip().equals(region.getFirst().strip())
        && Word.in(head.get(k));
  }

  /**
   * Whether the first {@code n} lines of output are the first {@code n} of the last {@code k}
   * before the region.
   */
  private boolean startsRepeated(int k, int n, BiPredicate<String, String> same) {
    var from = before.size() - k;
    return IntStream.range(0, n).allMatch(i -> same.test(head.get(i), before.get(from + i)));
  }

  /**
   * How many of the last lines of {@code rest} are repeated from after the region.
   *
   * @param output all lines of the output without those repeated from before the region
   * @param rest the last ones of them, which are not aligned with the region yet
   * @param regionRest the lines of the region that are not aligned yet
   */
  int repeatedAfter(List<String> output, List<String> rest, List<String> regionRest) {
    var repeated = mostRepeatedAfter(output, rest, regionRest);
    var own = output.size() - repeated;
    return !cutBefore
            && hasWord(output.subList(own, output.size()))
            && output.subList(0, own).equals(region)
        ? 0
        : repeated;
  }

  private int mostRepeatedAfter(List<String> output, List<String> rest, List<String> regionRest) {
    var equal = candidatesAfter(output, rest, LADDER.getFirst());
    var likeRegion =
        !rest.isEmpty() && !regionRest.isEmpty() && rest.getLast().equals(regionRest.getLast());
    if (!equal.isEmpty()) {
      return likeRegion
          ? least(equal, k -> changedLines(regionRest, rest.subList(0, rest.size() - k)))
          : equal.getLast();
    }
    var alike = candidatesAfter(output, rest, LADDER.getLast());
    return !likeRegion && alike.size() == 1 ? alike.getFirst() : 0;
  }

  private List<Integer> candidatesAfter(
      List<String> output, List<String> rest, BiPredicate<String, String> same) {
    return IntStream.rangeClosed(1, Math.min(after.size(), rest.size()))
        .filter(k -> endsRepeated(rest, k, same))
        .filter(k -> hasWord(rest.subList(rest.size() - k, rest.size())) || unbalances(output, k))
        .boxed()
        .toList();
  }

  /** The number of repeated lines, 0 or one of {@code ways}, that changes the fewest lines. */
  private static int least(List<Integer> ways, IntUnaryOperator changed) {
    var best = 0;
    var fewest = changed.applyAsInt(0);
    for (var way : ways) {
      var lines = changed.applyAsInt(way);
      if (lines < fewest) {
        fewest = lines;
        best = way;
      }
    }
    return best;
  }

  private boolean endsRepeated(List<String> rest, int k, BiPredicate<String, String> same) {
    var from = rest.size() - k;
    return IntStream.range(0, k).allMatch(i -> same.test(rest.get(from + i), after.get(i)));
  }

  /**
   * Whether the output nests like the region without its last {@code k} lines, but not with them.
   */
  private boolean unbalances(List<String> output, int k) {
    var depth = Depth.of(region);
    return Depth.of(output.subList(0, output.size() - k)) == depth && Depth.of(output) != depth;
  }

  /** Equal but for the indentation. */
  private static boolean alike(List<String> a, List<String> b) {
    return a.stream().map(String::strip).toList().equals(b.stream().map(String::strip).toList());
  }

  private static boolean hasWord(List<String> lines) {
    return lines.stream().anyMatch(Word::in);
  }

  private static int changedLines(List<String> before, List<String> after) {
    return LineDiff.between(before, after).stream()
        .mapToInt(c -> c.removed() + c.added().size())
        .sum();
  }
}
