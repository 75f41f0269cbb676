package dev.brisk.engine;

/**
 * How an engine uses the machine.
 *
 * @param threads threads that compute, at least 1
 * @param maxSequences responses that run at the same time; more wait in a queue
 * @param contextLength most tokens of prompt and output together; 0 takes the model's own limit, or
 *     what fits in memory if that is less
 * @param prefixCacheBytes most memory for the KV of earlier prompts, a sixth of the heap at most; 0
 *     switches prefix reuse off
 * @param prefillChunk most prompt tokens computed between two looks at cancellation and at other
 *     responses
 * @param stepMillis most time that a step should take while responses are being written: that long
 *     the prompts of others may keep them waiting, at least 1
 * @param kernels which kernels compute
 * @param kvType how keys and values are kept
 */
public record EngineOptions(
    int threads,
    int maxSequences,
    int contextLength,
    long prefixCacheBytes,
    int prefillChunk,
    int stepMillis,
    KernelChoice kernels,
    KvType kvType) {

  public EngineOptions {
    if (threads < 1 || maxSequences < 1 || prefillChunk < 1 || stepMillis < 1) {
      throw new IllegalArgumentException(
          "threads, sequences, the prefill chunk and the step's time must be at least 1");
    }
    if (contextLength < 0 || prefixCacheBytes < 0) {
      throw new IllegalArgumentException("context length and cache size must not be negative");
    }
  }

  /** All cores, 8 sequences, the model's context, 256 MiB of prefix cache, steps of 50 ms. */
  public static EngineOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineOptions(cores, 8, 0, 256L << 20, 192, 50, KernelChoice.AUTO, KvType.F32);
  }

  public EngineOptions withThreads(int n) {
    return new EngineOptions(
        n,
        maxSequences,
        contextLength,
        prefixCacheBytes,
        prefillChunk,
        stepMillis,
        kernels,
        kvType);
  }

  public EngineOptions withContextLength(int tokens) {
    return new EngineOptions(
        threads, maxSequences, tokens, prefixCacheBytes, prefillChunk, stepMillis, kernels, kvType);
  }

  public EngineOptions withMaxSequences(int n) {
    return new EngineOptions(
        threads, n, contextLength, prefixCacheBytes, prefillChunk, stepMillis, kernels, kvType);
  }

  public EngineOptions withPrefixCacheBytes(long bytes) {
    return new EngineOptions(
        threads, maxSequences, contextLength, bytes, prefillChunk, stepMillis, kernels, kvType);
  }

  public EngineOptions withPrefillChunk(int tokens) {
    return new EngineOptions(
        threads,
        maxSequences,
        contextLength,
        prefixCacheBytes,
        tokens,
        stepMillis,
        kernels,
        kvType);
  }

  public EngineOptions withStepMillis(int millis) {
    return new EngineOptions(
        threads,
        maxSequences,
        contextLength,
        prefixCacheBytes,
        prefillChunk,
        millis,
        kernels,
        kvType);
  }

  public EngineOptions withKernels(KernelChoice choice) {
    return new EngineOptions(
        threads,
        maxSequences,
        contextLength,
        prefixCacheBytes,
        prefillChunk,
        stepMillis,
        choice,
        kvType);
  }

  public EngineOptions withKvType(KvType type) {
    return new EngineOptions(
        threads,
        maxSequences,
        contextLength,
        prefixCacheBytes,
        prefillChunk,
        stepMillis,
        kernels,
        type);
  }
}
