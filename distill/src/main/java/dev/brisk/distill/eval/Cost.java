package dev.brisk.distill.eval;

import java.util.List;

/**
 * What answers took.
 *
 * @param tokens output tokens a response, mean
 * @param tokensPerSecond output tokens a second of decoding
 * @param passesPerToken forward passes an output token
 * @param medianMillis from the request to the applied edit, median
 * @param p90Millis likewise, nine of ten are faster
 */
public record Cost(
    double tokens,
    double tokensPerSecond,
    double passesPerToken,
    double medianMillis,
    double p90Millis) {
  /** Of at least one answer. */
  public static Cost of(List<Answer> answers) {
    var tokens = 0L;
    var passes = 0L;
    var decode = 0L;
    for (var answer : answers) {
      tokens += answer.cost().tokens();
      passes += answer.cost().passes();
      decode += answer.cost().decodeNanos();
    }
    var times = answers.stream().mapToLong(answer -> answer.cost().totalNanos()).sorted().toArray();
    return new Cost(
        (double) tokens / answers.size(),
        decode == 0 ? Double.NaN : 1e9 * tokens / decode,
        tokens == 0 ? Double.NaN : (double) passes / tokens,
        times[(times.length - 1) / 2] / 1e6,
        times[(int) Math.ceil(0.9 * times.length) - 1] / 1e6);
  }
}
