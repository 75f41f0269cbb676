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

/**
 * A model file: weights and tokenizer, shared by engines and sessions. Opening it maps the file and
 * checks it; weights are read when the first engine or session asks for them. Close it after the
 * last of them.
 */
public final class Model implements AutoCloseable {
  private final GgufFile file;
  private final ModelConfig config;
  private final Tokenizer tokenizer;
  private final Arena arena = Arena.ofShared();
  private final Map<Integer, LanguageModel> weights = new HashMap<>();

  private Model(GgufFile file) {
    this.file = file;
    config = Architectures.check(file);
    tokenizer = Tokenizer.of(file.metadata());
  }

  /**
   * @throws ModelFormatException if the file cannot be read, is broken, or is of a kind that this
   *     engine does not know
   */
  public static Model open(Path path) {
    return of(GgufFile.open(path));
  }

  /**
   * A model in memory.
   *
   * @param name for messages
   * @throws ModelFormatException as {@link #open}
   */
  public static Model of(String name, MemorySegment gguf) {
    return of(GgufFile.of(name, gguf));
  }

  private static Model of(GgufFile file) {
    try {
      return new Model(file);
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

  /** A hash that other models do not have, over the file's head and samples of its weights. */
  String identity() {
    return file.identity();
  }

  /** Positions that the model was made for. */
  public int contextLength() {
    return config.contextLength();
  }

  /** What a pass has to read and to compute. */
  public ModelCost cost() {
    return ModelCost.of(file.tensors(), config);
  }

  /** A new sequence of its own, computed by the thread that calls it. */
  public Session session(int threads, KernelChoice kernels) {
    return new Session(this, threads, kernels);
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
