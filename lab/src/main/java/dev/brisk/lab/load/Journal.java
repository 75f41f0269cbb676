package dev.brisk.lab.load;

import dev.brisk.lab.client.Call;
import dev.brisk.lab.quality.CaseAnswer;
import dev.brisk.lab.results.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was measured so far, and what is to be judged of it after the run. Safe for many threads.
 */
final class Journal {
  private final Consumer<Sample> sink;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Integer, CaseAnswer> answers = new HashMap<>();

  /**
   * @param sink gets each sample at once, one at a time
   */
  Journal(Consumer<Sample> sink) {
    this.sink = sink;
  }

  synchronized void add(Sample sample, Optional<CaseAnswer> judged) {
    samples.add(sample);
    judged.ifPresent(answer -> answers.put(sample.index(), answer));
    sink.accept(sample);
  }

  /** All samples, in the order in which they ended. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Those of one group. */
  synchronized List<Sample> samples(String group) {
    return samples.stream().filter(sample -> sample.group().equals(group)).toList();
  }

  /** What the answers are to be judged as, by the index of their samples. */
  synchronized Map<Integer, CaseAnswer> answers() {
    return Map.copyOf(answers);
  }

  /** What is kept of an answer: the edited region would need the file, so the text that came. */
  static String kept(Call call) {
    return call.text();
  }
}
