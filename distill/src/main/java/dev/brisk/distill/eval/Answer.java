package dev.brisk.distill.eval;

import dev.brisk.engine.Confidence;
import java.util.Optional;

/**
 * What came of one request.
 *
 * @param after the region as it would be, lines joined by line feeds; empty if there is no edit
 * @param failure the failure's code where {@code after} is empty, else ""
 * @param output what the model wrote; "" if none did
 * @param confidence how sure it was, if it says so
 * @param cost what it took
 */
public record Answer(
    Optional<String> after,
    String failure,
    String output,
    Optional<Confidence> confidence,
    Cost cost) {
  /** The failure of a model that says it cannot do it. */
  public static final String BEYOND_MODEL = "beyond_model";

  /**
   * @param promptTokens tokens of the prompt
   * @param tokens tokens of the output, its end included
   * @param passes forward passes that produced them
   * @param decodeNanos time for the output, after the prompt
   * @param totalNanos from the request to the applied edit
   */
  public record Cost(int promptTokens, int tokens, int passes, long decodeNanos, long totalNanos) {
    /** Of an answer without a model. */
    public static Cost ofTime(long nanos) {
      return new Cost(0, 0, 0, 0, nanos);
    }
  }

  public static Answer edited(
      String after, String output, Optional<Confidence> confidence, Cost cost) {
    return new Answer(Optional.of(after), "", output, confidence, cost);
  }

  public static Answer failed(
      String code, String output, Optional<Confidence> confidence, Cost cost) {
    return new Answer(Optional.empty(), code, output, confidence, cost);
  }
}
