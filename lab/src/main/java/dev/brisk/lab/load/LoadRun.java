package dev.brisk.lab.load;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.quality.CaseAnswer;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run: a warm-up, then a loop or a ladder of loops, until all was asked or there is no sense in
 * going on. {@link #run} is called once; {@link #interrupt} by any thread.
 */
public final class LoadRun {
  /** A schedule that is kept better than this needs no warning. */
  private static final double MOST_DELAY_MILLIS = 5;

  private final Cases cases;
  private final Plan plan;
  private final Consumer<String> progress;
  private final Journal journal;
  private final Conduct conduct;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  // -1 where no ladder was climbed.
  private double capacity = -1;

  /**
   * What a run gave.
   *
   * @param samples in the order of their index
   * @param answers what is to be judged, by the index of their samples
   */
  public record Outcome(
      List<Sample> samples, Map<Integer, CaseAnswer> answers, List<Step> steps, Ending ending) {
    /** Copies the lists. */
    public Outcome {
      samples = List.copyOf(samples);
      answers = Map.copyOf(answers);
      steps = List.copyOf(steps);
    }
  }

  /**
   * @param target how to call it in sentences
   * @param sink gets each sample as soon as it is there, one at a time
   * @param progress gets a line each second
   */
  public LoadRun(
      Api api,
      Cases cases,
      Plan plan,
      String target,
      Consumer<Sample> sink,
      Consumer<String> progress)
      throws IOException {
    this.cases = cases;
    this.plan = plan;
    this.progress = progress;
    this.journal = new Journal(sink);
    this.conduct = new Conduct(api, new Applying(), journal, new Live(), new Vitals(target));
  }

  /**
   * Runs.
   *
   * @param begun is told when the warm-up is over and the first measured request is about to be
   *     sent
   */
  public Outcome run(Runnable begun) throws InterruptedException {
    try (conduct;
        var jitter = new Jitter()) {
      warmUp();
      conduct.begin();
      begun.run();
      if (!conduct.over()) {
        if (plan.load() instanceof Load.Ladder(var poisson)) {
          climb(poisson);
        } else {
          single();
        }
      }
      return outcome(jitter);
    }
  }

  /** When the measured part began, by {@link System#nanoTime}; samples count from here. */
  public long startNanos() {
    return conduct.startNanos();
  }

  /** Ends the run; what was measured is kept. */
  public void interrupt() {
    conduct.halt(
        Ending.How.INTERRUPTED,
        "The run was interrupted; the figures are of what was answered by then.");
  }

  private void warmUp() throws InterruptedException {
    if (plan.warmUp() == 0) {
      return;
    }
    // Cases from behind, so that the first measured ones are not those that were just asked.
    var leg = new Leg(conduct, cases, plan, "", Integer.MAX_VALUE / 2);
    var load = new Load.Closed(1);
    try (var _ = new Watch(conduct, leg, "warm-up", load, plan.warmUp(), plan, progress)) {
      leg.run(load, plan.warmUp(), plan.duration());
    }
  }

  private void single() throws InterruptedException {
    var leg = new Leg(conduct, cases, plan, "", 0);
    try (var _ = new Watch(conduct, leg, "run", plan.load(), plan.arrivals(), plan, progress)) {
      leg.run(plan.load(), plan.arrivals(), plan.duration());
    }
    if (plan.load().open()) {
      warnOfRate(leg);
    }
  }

  private void warnOfRate(Leg leg) {
    double wanted =
        switch (plan.load()) {
          case Load.Poisson(var rate) -> rate;
          case Load.Constant(var rate) -> rate;
          case Load.Closed closed -> 0;
          case Load.Ladder ladder -> 0;
        };
    var sent = journal.samples().stream().mapToLong(s -> s.times().sent()).sorted().toArray();
    if (sent.length < 20 || conduct.over()) {
      return;
    }
    double reached = (sent.length - 1) / ((sent[sent.length - 1] - sent[0]) / 1e9);
    if (leg.started() == sent.length && reached < 0.95 * wanted) {
      warnings.add(
          String.format(
              Locale.ROOT, "%.2f requests/s were sent where %.2f were wanted.", reached, wanted));
    }
  }

  private void climb(boolean poisson) throws InterruptedException {
    var objective = plan.objective().orElseThrow();
    var ladder = new Ladder(plan.rates(), 1);
    int index = 0;
    for (var rate = ladder.next(); rate.isPresent(); rate = ladder.next()) {
      var step = step(rate.get(), poisson, objective, index);
      ladder.found(step.met());
      steps.add(step);
      index += 1 << 20;
      if (conduct.over()) {
        var why = conduct.halted().orElseThrow().how();
        if (why == Ending.How.OVER_SATURATED) {
          // The ladder found what it was looking for.
          conduct.goOn();
          continue;
        }
        break;
      }
    }
    steps.sort(Comparator.comparingDouble(Step::perSecond));
    capacity = ladder.capacity();
  }

  private Step step(double rate, boolean poisson, Objective objective, int index)
      throws InterruptedException {
    var group = number(rate) + "/s";
    var load = poisson ? new Load.Poisson(rate) : new Load.Constant(rate);
    int arrivals = Math.max(objective.fewest(), (int) (rate * plan.duration().toSeconds()));
    var leg = new Leg(conduct, cases, plan, group, index);
    long from = System.nanoTime() - conduct.startNanos();
    try (var _ = new Watch(conduct, leg, "step " + group, load, arrivals, plan, progress)) {
      leg.run(load, Math.min(arrivals, plan.arrivals()), Plan.NO_DURATION);
    }
    long to = System.nanoTime() - conduct.startNanos();
    var halted = conduct.halted();
    if (halted.isPresent()) {
      return new Step(group, rate, from, to, false, halted.get().sentence());
    }
    var verdict = objective.of(journal.samples(group));
    return new Step(group, rate, from, to, verdict.met(), verdict.sentence());
  }

  private static String number(double rate) {
    return rate == Math.rint(rate)
        ? Long.toString((long) rate)
        : String.format(Locale.ROOT, "%.2f", rate);
  }

  /** Salt does not help where a target leaves out what bears it, or a run was made before. */
  private void warnOfCache(List<Sample> samples) {
    if (!plan.salted() || cases.sharesPrompts()) {
      return;
    }
    long prompt = samples.stream().mapToLong(s -> Math.max(0, s.tokens().prompt())).sum();
    long cached = samples.stream().mapToLong(s -> Math.max(0, s.tokens().cached())).sum();
    if (prompt > 0 && cached > 0.5 * prompt) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the prompts' tokens came from the target's prefix cache, as a first question"
                  + " would not find them; start the target anew.",
              100.0 * cached / prompt));
    }
  }

  private Outcome outcome(Jitter jitter) {
    var samples =
        journal.samples().stream().sorted(Comparator.comparingInt(Sample::index)).toList();
    double delayP99 = plan.load().open() ? delayMillis(samples) : 0;
    if (delayP99 > MOST_DELAY_MILLIS) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The client was behind its schedule: 1 of 100 requests left more than %.1f ms late, which is"
                  + " the client's doing and not the target's; the latencies contain it.",
              delayP99));
    }
    warnOfCache(samples);
    double late = jitter.percentileMillis(99);
    if (late > 1) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "This machine wakes programs late (1 of 100 times by more than %.1f ms), so differences below"
                  + " that say nothing.",
              late));
    }
    var ending =
        new Ending(how(), sentence(samples), System.nanoTime() - conduct.startNanos(), warnings);
    return new Outcome(samples, journal.answers(), steps, ending);
  }

  private static double delayMillis(List<Sample> samples) {
    long[] sorted = samples.stream().mapToLong(s -> s.times().delayNanos()).sorted().toArray();
    return sorted.length == 0 ? 0 : Objective.percentile(sorted, 99) / 1e6;
  }

  private Ending.How how() {
    return conduct.halted().map(Conduct.Halt::how).orElse(Ending.How.COMPLETED);
  }

  private String sentence(List<Sample> samples) {
    Optional<Conduct.Halt> halted = conduct.halted();
    if (halted.isPresent()) {
      return halted.get().sentence();
    }
    if (capacity >= 0) {
      return capacity == 0
          ? "The objective does not hold at the lowest rate."
          : String.format(
              Locale.ROOT,
              "The capacity at the objective (%s) is %s requests/s.",
              plan.objective().orElseThrow(),
              number(capacity));
    }
    long failed = samples.stream().filter(s -> Vitals.failed(s.outcome())).count();
    return failed == 0
        ? "All requests were answered."
        : failed + " of " + samples.size() + " requests failed.";
  }
}
