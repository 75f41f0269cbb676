package dev.brisk.distill.ask;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.data.SoftAnswers;
import dev.brisk.distill.data.TeacherToken;
import dev.brisk.edit.format.EditFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a whole interview teaches.
 *
 * @param samples in the order of the questions
 * @param said tokens and their probabilities of some samples, by the sample's place in the list
 * @param outcomes how many questions came to what: "kept", "refused", "not_asked", or why their
 *     answers teach nothing
 * @param faults how many answers are "usable", or why they are not
 * @param asKnown kept questions whose answer is the one that the request's sample has
 */
public record Teaching(
    List<Sample> samples,
    Map<Integer, List<TeacherToken>> said,
    Map<String, Integer> outcomes,
    Map<String, Integer> faults,
    int asKnown) {
  /** The format whose answers are what a model learns to write, token by token. */
  private static final String SCRIPT = "script-v2";

  /**
   * Looks at all answers of the journal to these questions.
   *
   * @param answers to each question that were asked for
   * @param agree answers that must give the same text
   * @param mostChange characters changed over those needed, at the most
   * @param alternatives whether outvoted answers teach too
   */
  public static Teaching of(
      List<Question> questions,
      Journal journal,
      Interview interview,
      EditFormat format,
      int answers,
      int agree,
      double mostChange,
      boolean alternatives) {
    var rules = new Vote.Rules(answers, agree, mostChange, alternatives);
    var refused = interview.refused();
    var votes =
        questions.parallelStream()
            .map(
                question -> {
                  var replies =
                      journal.replies(question.id()).stream()
                          .filter(reply -> reply.index() < answers)
                          .toList();
                  var without = refused.containsKey(question.id()) ? "refused" : "not_asked";
                  return replies.isEmpty()
                      ? new Vote(List.of(), without, List.of())
                      : Vote.of(question, replies, format, rules);
                })
            .toList();
    var samples = new ArrayList<Sample>();
    var said = new HashMap<Integer, List<TeacherToken>>();
    var outcomes = new TreeMap<String, Integer>();
    var faults = new TreeMap<String, Integer>();
    var asKnown = 0;
    for (var i = 0; i < votes.size(); i++) {
      var vote = votes.get(i);
      for (var learned : vote.learned()) {
        if (!learned.said().isEmpty() && format.name().equals(SCRIPT)) {
          said.put(samples.size(), learned.said());
        }
        samples.add(learned.sample());
      }
      outcomes.merge(vote.outcome(), 1, Integer::sum);
      vote.count(faults);
      if (!vote.samples().isEmpty()
          && vote.samples().getFirst().after().equals(questions.get(i).sample().after())) {
        asKnown++;
      }
    }
    return new Teaching(samples, said, outcomes, faults, asKnown);
  }

  /** Writes the samples, all or nothing, and beside them what the teacher thought likely. */
  public void write(Path file) throws IOException {
    try (var writer = new Samples.Writer(file)) {
      for (var sample : samples) {
        writer.add(sample);
      }
      SoftAnswers.write(file, said);
      writer.finish();
    }
  }
}
