package dev.brisk.lab.report;

import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.results.Times;
import dev.brisk.lab.results.Tokens;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import dev.brisk.lab.stats.Proportion;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run as reports see it; each metric is computed once. For one thread. */
public final class Measured {
  private final String name;
  private final Results results;
  private final Map<Metric, Percentiles> figures = new EnumMap<>(Metric.class);

  /**
   * @param name what the report calls the run
   */
  public Measured(String name, Results results) {
    this.name = name;
    this.results = results;
  }

  String name() {
    return name;
  }

  Results results() {
    return results;
  }

  List<Sample> samples() {
    return results.samples();
  }

  Percentiles figures(Metric metric) {
    return figures.computeIfAbsent(metric, m -> m.of(samples()));
  }

  boolean has(Metric metric) {
    return figures(metric).count() > 0;
  }

  /** So many of so many; of a metric that is a share. */
  Proportion share(Metric metric) {
    var all = figures(metric);
    return new Proportion(all.count() - all.upTo(0.5), all.count());
  }

  long count(Outcome outcome) {
    return samples().stream().filter(s -> s.outcome() == outcome).count();
  }

  /** The samples by kind, in the order in which kinds come first. */
  Map<String, List<Sample>> kinds() {
    return samples().stream()
        .collect(Collectors.groupingBy(Sample::kind, LinkedHashMap::new, Collectors.toList()));
  }

  /** Requests sent a second, from the first to the last; NaN for fewer than two. */
  double sentPerSecond() {
    var sent =
        samples().stream()
            .mapToLong(s -> s.times().sent())
            .filter(t -> t != Times.NONE)
            .summaryStatistics();
    var seconds = (sent.getMax() - sent.getMin()) / 1e9;
    return sent.getCount() < 2 || seconds <= 0 ? Double.NaN : (sent.getCount() - 1) / seconds;
  }

  /** Tokens of all answers, and how many were drafted and accepted, where it is known. */
  TokenSums tokens() {
    var output = 0L;
    var drafted = 0L;
    var accepted = 0L;
    var cached = 0L;
    var prompt = 0L;
    for (var sample : samples()) {
      output += Math.max(0, sample.tokens().output());
      drafted += Math.max(0, sample.tokens().drafted());
      accepted += Math.max(0, sample.tokens().accepted());
      cached += Math.max(0, sample.tokens().cached());
      prompt += Math.max(0, sample.tokens().prompt());
    }
    return new TokenSums(output, drafted, accepted, cached, prompt);
  }

  /** Sums over all requests; 0 where nobody says. */
  record TokenSums(long output, long drafted, long accepted, long cached, long prompt) {}

  /** Who counted the tokens, in words. */
  String tokenSource() {
    var sources = samples().stream().map(s -> s.tokens().source()).distinct().sorted().toList();
    if (sources.contains(Tokens.Source.USAGE)) {
      return "as the target says in its usage";
    }
    return sources.contains(Tokens.Source.TOKENIZER)
        ? "counted by the tokenizer " + results.run().tokenizer()
        : "not known: nobody counts them, and a chunk is not a token";
  }
}
