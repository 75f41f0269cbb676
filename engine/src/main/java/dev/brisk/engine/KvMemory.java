package dev.brisk.engine;

import dev.brisk.engine.cache.KvPage;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.model.Architectures;
import dev.brisk.engine.model.ModelConfig;
import java.util.Locale;

/**
 * The memory that keys and values take, known before any is taken. They are in the Java heap, in
 * pages of 64 positions, and taken as a sequence grows.
 *
 * @param type how they are kept
 * @param positionBytes bytes of one position
 * @param modelContext positions that the model was made for, a scaling of positions included
 * @param scale that scaling: how many times longer contexts are by it
 * @param prefixCacheBytes of them, most that are kept for later prompts; a sixth of the heap at
 *     most
 * @param heapBytes most memory that the heap may have
 */
public record KvMemory(
    KvType type,
    long positionBytes,
    int modelContext,
    float scale,
    long prefixCacheBytes,
    long heapBytes) {
  private static final long MIB = 1L << 20;

  public KvMemory {
    prefixCacheBytes = Math.min(prefixCacheBytes, heapBytes / 6);
  }

  /** For a model's keys and values in this process. */
  public static KvMemory of(Model model, EngineOptions options) {
    return of(model.config(), options.kvType(), options.prefixCacheBytes());
  }

  /**
   * The same for a model file.
   *
   * @throws ModelFormatException if it is of a kind that this engine does not know
   */
  public static KvMemory of(GgufFile file, KvType type) {
    return of(Architectures.check(file), type, 0);
  }

  private static KvMemory of(ModelConfig config, KvType type, long prefixCacheBytes) {
    long position = config.kvShape(type).positionBytes();
    long heap = Runtime.getRuntime().maxMemory();
    float scale = config.rope().factor();
    return new KvMemory(type, position, config.contextLength(), scale, prefixCacheBytes, heap);
  }

  /** Bytes of one sequence of so many tokens. */
  public long bytes(int tokens) {
    return pages(tokens) * KvPage.POSITIONS * positionBytes;
  }

  private static long pages(int tokens) {
    return Math.ceilDiv(tokens, KvPage.POSITIONS);
  }

  /**
   * The longest sequence that fits in memory beside the prefix cache, in whole pages. Two thirds of
   * the heap are counted on, since what stays has to fit the part for old objects, which Java's
   * serial collector makes so large.
   */
  int fitting() {
    long bytes = heapBytes / 3 * 2 - prefixCacheBytes;
    long pages = Math.max(1, bytes / (KvPage.POSITIONS * positionBytes));
    return (int) Math.min(Integer.MAX_VALUE, pages * KvPage.POSITIONS);
  }

  /**
   * The length of contexts.
   *
   * @param wanted what was asked for; 0 is as much as the model and the memory allow
   * @throws ContextTooLongException if that is less than what was asked for
   */
  public int context(int wanted) {
    int fitting = fitting();
    if (wanted > modelContext) {
      // A scaling that is set replaces what there is, so it counts from the context without any.
      double needed = Math.ceil(wanted * (double) scale / modelContext);
      String scaling =
          needed > RopeScaling.MOST
              ? ""
              : ", or scale positions with --rope-scaling yarn --rope-scale %.0f".formatted(needed);
      throw new ContextTooLongException(
          "A context of %d tokens is longer than the %d that the model was made for; choose a shorter one%s."
              .formatted(wanted, modelContext, scaling));
    }
    if (wanted > fitting) {
      throw new ContextTooLongException(
          "A context of %d tokens takes %s, and Java's heap of %s has no room for that; %d tokens fit, or more with fewer bits (--kv-type) or a larger heap (JAVA_TOOL_OPTIONS=-Xmx…)."
              .formatted(wanted, describe(wanted), size(heapBytes), fitting));
    }
    return wanted == 0 ? Math.min(modelContext, fitting) : wanted;
  }

  /** The memory of one sequence of so many tokens, in words. */
  public String describe(int tokens) {
    return size(bytes(tokens)) + " of keys and values in " + typeName();
  }

  /** The type and the memory of a sequence as long as the model allows, in few words. */
  public String describeFull() {
    return typeName() + " " + size(bytes(modelContext));
  }

  private String typeName() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String size(long bytes) {
    return bytes < 1024 * MIB
        ? String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (1024.0 * MIB));
  }
}
