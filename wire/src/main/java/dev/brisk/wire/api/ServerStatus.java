package dev.brisk.wire.api;

import java.util.List;
import java.util.Map;

/**
 * The answer of {@code GET /v1/status}: what a server is doing.
 *
 * @param uptimeSeconds since the server was ready
 * @param running requests to models that have begun and not ended
 * @param queued requests that wait to be admitted
 * @param requests requests that have ended
 * @param editsCompleted edits that were made
 * @param editsFailed edits that were asked for and not made
 * @param firstToken times to the first token of the last minute
 * @param gap times between two pieces of an answer, of the last minute
 * @param rejected requests that were turned away, by reason
 * @param sockets open WebSockets by path
 */
public record ServerStatus(
    String version,
    long pid,
    double uptimeSeconds,
    long running,
    long queued,
    long requests,
    long editsCompleted,
    long editsFailed,
    List<Model> models,
    Quantiles firstToken,
    Quantiles gap,
    Map<String, Long> rejected,
    Map<String, Long> sockets,
    Memory memory) {
  public ServerStatus {
    models = List.copyOf(models);
    rejected = Map.copyOf(rejected);
    sockets = Map.copyOf(sockets);
  }

  /**
   * One model. Of a model that is computed elsewhere only requests and output tokens are known, and
   * the rest is 0.
   *
   * @param outputTokens tokens produced
   * @param running responses in the engine
   * @param waiting responses that wait in the engine
   * @param steps forward passes
   * @param drafted tokens that drafts proposed
   * @param accepted of these, the ones that the model confirmed
   * @param hitTokens tokens of prompts that were in the prefix cache
   * @param missedTokens tokens of prompts that were not
   * @param kvBytes keys and values of running responses
   * @param prefixBytes keys and values in the prefix cache
   */
  public record Model(
      String name,
      long requests,
      long outputTokens,
      long running,
      long waiting,
      long steps,
      long drafted,
      long accepted,
      long hitTokens,
      long missedTokens,
      long kvBytes,
      long prefixBytes) {}

  /** Times in milliseconds that 50, 95 and 99 of 100 did not exceed; 0 where there were none. */
  public record Quantiles(double p50, double p95, double p99) {}

  /** Memory of the process in bytes. */
  public record Memory(long heap, long heapMax, long direct) {}
}
