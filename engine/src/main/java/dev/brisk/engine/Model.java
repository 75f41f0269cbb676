package dev.brisk.engine;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.model.Architectures;
import dev.brisk.engine.model.LanguageModel;
import dev.brisk.engine.model.ModelConfig;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model file: weights and tokenizer, shared by engines and sessions. Opening it maps the file and
 * checks it; weights are read when the first engine or session asks for them. Close it after the
 * last of them.
 */
public final class Model implements AutoCloseable {
  private final GgufFile file;
  private final @Nullable RopeScaling scaling;
  private final ModelConfig config;
  private final Tokenizer tokenizer;
  private final Arena arena = Arena.ofShared();
  private final Map<Integer, LanguageModel> weights = new HashMap<>();

  private Model(GgufFile file, @Nullable RopeScaling scaling) {
    this.file = file;
    this.scaling = scaling;
    config = Architectures.check(file, scaling);
    tokenizer = Tokenizer.of(file.metadata());
  }

  /**
   * @throws ModelFormatException if the file cannot be read, is broken, or is of a kind that this
   *     engine does not know
   */
  public static Model open(Path path) {
    return of(GgufFile.open(path), null);
  }

  /**
   * Opens a model with positions scaled otherwise than its metadata says.
   *
   * @throws ModelFormatException as {@link #open(Path)}
   */
  public static Model open(Path path, RopeScaling scaling) {
    return of(GgufFile.open(path), scaling);
  }

  /**
   * A model in memory.
   *
   * @param name for messages
   * @throws ModelFormatException as {@link #open(Path)}
   */
  public static Model of(String name, MemorySegment gguf) {
    return of(GgufFile.of(name, gguf), null);
  }

  /** The same with positions scaled otherwise than its metadata says. */
  public static Model of(String name, MemorySegment gguf, RopeScaling scaling) {
    return of(GgufFile.of(name, gguf), scaling);
  }

  private static Model of(GgufFile file, @Nullable RopeScaling scaling) {
    try {
      return new Model(file, scaling);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The file's own name of the model, or the file's name. */
  public String name() {
    return metadata().string("general.name").orElse(file.name());
  }

  public String architecture() {
    return config.architecture();
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public Metadata metadata() {
    return file.metadata();
  }

  public List<Tensor> tensors() {
    return file.tensors();
  }

  /**
   * A text that other models do not have: a hash over the file's head and samples of its weights,
   * and the scaling that was set.
   */
  String identity() {
    return scaling == null ? file.identity() : file.identity() + " " + scaling;
  }

  ModelConfig config() {
    return config;
  }

  /** Positions that the model was made for, scaling included. */
  public int contextLength() {
    return config.contextLength();
  }

  /** What a pass has to read and to compute with keys and values of a type. */
  public ModelCost cost(KvType kvType) {
    return ModelCost.of(file.tensors(), config, kvType);
  }

  /** A new sequence of its own, computed by the thread that calls it; keys and values in F32. */
  public Session session(int threads, KernelChoice kernels) {
    return session(threads, kernels, KvType.F32);
  }

  /** The same with keys and values in another type. */
  public Session session(int threads, KernelChoice kernels, KvType kvType) {
    return new Session(this, threads, kernels, kvType);
  }

  /** The weights for kernels that want this many rows a panel, read on first use. */
  synchronized LanguageModel weights(int panelWidth) {
    return weights.computeIfAbsent(
        panelWidth, width -> Architectures.load(file, config, tokenizer.size(), width, arena));
  }

  @Override
  public void close() {
    arena.close();
    file.close();
  }
}
