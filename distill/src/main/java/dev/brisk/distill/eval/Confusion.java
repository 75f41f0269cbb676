package dev.brisk.distill.eval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One way in which answers were wrong.
 *
 * @param kind what was asked
 * @param wanted what should have been done
 * @param done what was done instead
 * @param failure why nothing was shown, or ""
 * @param count how often
 * @param example an instruction that led to it
 */
public record Confusion(
    String kind, Deed wanted, Deed done, String failure, int count, String example) {
  private record Key(String kind, Deed wanted, Deed done, String failure) {}

  /** Of the wrong outcomes, the most frequent first. */
  public static List<Confusion> of(List<Outcome> outcomes) {
    Map<Key, List<Outcome>> wrong =
        outcomes.stream()
            .filter(outcome -> !outcome.exact())
            .collect(
                Collectors.groupingBy(
                    o ->
                        new Key(
                            o.asked().sample().kind(),
                            o.wanted(),
                            o.done(),
                            o.answer().failure())));
    return wrong.entrySet().stream()
        .map(
            entry ->
                new Confusion(
                    entry.getKey().kind(),
                    entry.getKey().wanted(),
                    entry.getKey().done(),
                    entry.getKey().failure(),
                    entry.getValue().size(),
                    entry.getValue().getFirst().asked().sample().instruction()))
        .sorted(
            Comparator.comparingInt(Confusion::count)
                .reversed()
                .thenComparing(Confusion::kind)
                .thenComparing(Confusion::wanted)
                .thenComparing(Confusion::done)
                .thenComparing(Confusion::failure))
        .toList();
  }
}
