package dev.brisk.engine;

/**
 * How an engine uses the machine.
 *
 * @param threads threads that compute, at least 1
 * @param maxSequences responses that run at the same time; more wait in a queue
 * @param contextLength most tokens of prompt and output together; 0 takes the model's own limit
 * @param prefixCacheBytes memory for the KV of earlier prompts; 0 switches prefix reuse off
 * @param prefillChunk prompt tokens computed between two looks at cancellation and at other
 *     responses
 * @param kernels which kernels compute
 */
public record EngineOptions(
    int threads,
    int maxSequences,
    int contextLength,
    long prefixCacheBytes,
    int prefillChunk,
    KernelChoice kernels) {

  public EngineOptions {
    if (threads < 1 || maxSequences < 1 || prefillChunk < 1) {
      throw new IllegalArgumentException(
          "threads, sequences and the prefill chunk must be at least 1");
    }
    if (contextLength < 0 || prefixCacheBytes < 0) {
      throw new IllegalArgumentException("context length and cache size must not be negative");
    }
  }

  /** All cores, 8 sequences, the model's context, 256 MiB of prefix cache. */
  public static EngineOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineOptions(cores, 8, 0, 256L << 20, 192, KernelChoice.AUTO);
  }

  public EngineOptions withThreads(int n) {
    return new EngineOptions(
        n, maxSequences, contextLength, prefixCacheBytes, prefillChunk, kernels);
  }

  public EngineOptions withContextLength(int tokens) {
    return new EngineOptions(
        threads, maxSequences, tokens, prefixCacheBytes, prefillChunk, kernels);
  }

  public EngineOptions withMaxSequences(int n) {
    return new EngineOptions(threads, n, contextLength, prefixCacheBytes, prefillChunk, kernels);
  }

  public EngineOptions withPrefixCacheBytes(long bytes) {
    return new EngineOptions(threads, maxSequences, contextLength, bytes, prefillChunk, kernels);
  }

  public EngineOptions withPrefillChunk(int tokens) {
    return new EngineOptions(
        threads, maxSequences, contextLength, prefixCacheBytes, tokens, kernels);
  }

  public EngineOptions withKernels(KernelChoice choice) {
    return new EngineOptions(
        threads, maxSequences, contextLength, prefixCacheBytes, prefillChunk, choice);
  }
}
