package dev.brisk.distill.ask;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.TeacherToken;
import dev.brisk.distill.eval.ChangedCharacters;
import dev.brisk.edit.format.EditFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the answers to one question teach.
 *
 * @param learned the samples; the first is what the answers agree on
 * @param outcome "kept", or why nothing is learned, in snake_case
 * @param answers all of them, with what is wrong with those that do not count
 */
record Vote(List<Learned> learned, String outcome, List<Judged> answers) {
  /**
   * A sample.
   *
   * @param said the tokens of an answer that says so, if the endpoint told their probabilities
   */
  record Learned(Sample sample, List<TeacherToken> said) {}

  /**
   * When answers are good enough.
   *
   * @param asked answers that were asked for
   * @param agree answers that must give the same text, byte for byte
   * @param mostChange characters changed over those that were needed, at the most: those that the
   *     sample's own answer changes if it has one, else the fewest that an answer changes
   * @param alternatives whether answers that count and were outvoted are samples too
   */
  record Rules(int asked, int agree, double mostChange, boolean alternatives) {}

  static Vote of(Question question, List<Reply> replies, EditFormat format, Rules rules) {
    var sample = question.sample();
    var answers =
        minimal(
            sample,
            replies.stream().map(reply -> Judged.of(question, reply, format)).toList(),
            rules.mostChange);
    var groups = new LinkedHashMap<String, List<Judged>>();
    for (var answer : answers) {
      if (answer.counts()) {
        groups.computeIfAbsent(answer.after(), text -> new ArrayList<>()).add(answer);
      }
    }
    var best = groups.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    if (best.isEmpty()) {
      return new Vote(List.of(), "no_usable_answer", answers);
    }
    if (best.size() < rules.agree) {
      return new Vote(List.of(), "no_agreement", answers);
    }
    var text = best.getFirst().after();
    // A teacher that leaves the region alone may just not have understood.
    if (text.equals(sample.before()) && best.size() < rules.asked) {
      return new Vote(List.of(), "unchanged", answers);
    }
    var learned = new ArrayList<Learned>();
    learned.add(learned(sample, text, best, answers.size()));
    if (rules.alternatives) {
      groups.forEach(
          (other, group) -> {
            if (!other.equals(text) && !other.equals(sample.before())) {
              learned.add(learned(sample, other, group, answers.size()));
            }
          });
    }
    return new Vote(learned, "kept", answers);
  }

  List<Sample> samples() {
    return learned.stream().map(Learned::sample).toList();
  }

  /** How many answers have each fault; "usable" for none. */
  void count(Map<String, Integer> faults) {
    for (var answer : answers) {
      faults.merge(answer.counts() ? "usable" : answer.fault(), 1, Integer::sum);
    }
  }

  private static List<Judged> minimal(Sample sample, List<Judged> answers, double most) {
    var known = ChangedCharacters.between(sample.before(), sample.after());
    var needed =
        known > 0
            ? known
            : answers.stream()
                .filter(Judged::counts)
                .mapToInt(Judged::changed)
                .filter(changed -> changed > 0)
                .min()
                .orElse(0);
    return answers.stream()
        .map(
            answer ->
                answer.counts() && answer.changed() > most * needed
                    ? answer.with("not_minimal")
                    : answer)
        .toList();
  }

  /**
   * The share of the answers, times how sure the teacher was: a sample's weight in the loss, so
   * that answers of one question together are a distribution to be learned.
   */
  private static double weight(Sample sample, List<Judged> group, int all) {
    var sure =
        group.stream()
            .flatMapToDouble(answer -> Confidence.of(answer.reply(), sample.before()).stream())
            .average()
            .orElse(1);
    return Math.round(1e4 * sure * group.size() / all) / 1e4;
  }

  private static Learned learned(Sample asked, String after, List<Judged> group, int all) {
    return new Learned(
        sample(asked, after, weight(asked, group, all)),
        group.stream()
            .map(answer -> answer.reply().tokens())
            .filter(tokens -> !tokens.isEmpty())
            .findFirst()
            .orElse(List.of()));
  }

  private static Sample sample(Sample asked, String after, double weight) {
    var nothing = after.equals(asked.before());
    return new Sample(
        nothing ? "noop" : asked.kind().equals("noop") ? "model" : asked.kind(),
        asked.phrasing(),
        asked.unseen(),
        "model",
        asked.project(),
        asked.path(),
        asked.firstLine(),
        asked.instruction(),
        asked.before(),
        after,
        weight);
  }
}
