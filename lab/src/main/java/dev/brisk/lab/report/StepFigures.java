package dev.brisk.lab.report;

import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Step;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one step of a ladder came to.
 *
 * @param perSecond answers a second: requests of the step that were answered, over its time
 * @param ttft of the step's answers, in milliseconds
 * @param e2e of the step's answers, in milliseconds
 */
record StepFigures(Step step, int requests, double perSecond, Percentiles ttft, Percentiles e2e) {
  static List<StepFigures> of(Measured run) {
    return run.results().steps().stream().map(step -> of(step, run.samples())).toList();
  }

  /** The highest rate of a step that met its objective; none where none did. */
  static OptionalDouble capacity(Measured run) {
    return run.results().steps().stream().filter(Step::met).mapToDouble(Step::perSecond).max();
  }

  private static StepFigures of(Step step, List<Sample> all) {
    var samples = all.stream().filter(s -> s.group().equals(step.group())).toList();
    var seconds = (step.toNanos() - step.fromNanos()) / 1e9;
    var answered = samples.stream().filter(Sample::ok).count();
    return new StepFigures(
        step,
        samples.size(),
        seconds > 0 ? answered / seconds : Double.NaN,
        Metric.TTFT.of(samples),
        Metric.E2E.of(samples));
  }
}
