package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.Arena;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes weights out of a file, each checked against the shape that the metadata promises. */
final class Weights {
  private final GgufFile file;
  private final int panelWidth;
  private final Arena arena;

  Weights(GgufFile file, int panelWidth, Arena arena) {
    this.file = file;
    this.panelWidth = panelWidth;
    this.arena = arena;
  }

  /** How many rows a matrix has. */
  int rows(String name) {
    return Math.toIntExact(file.requireTensor(name).rows());
  }

  Tensor tensor(String name, int columns, int rows) {
    Tensor tensor = file.requireTensor(name);
    if (tensor.columns() != columns || tensor.rows() != rows) {
      throw new ModelFormatException(
          "tensor %s is %s where the metadata asks for %dx%d; the file is inconsistent, get it again"
              .formatted(name, tensor.shapeText(), columns, rows));
    }
    return tensor;
  }

  Panels matrix(String name, int columns, int rows) {
    return Panels.pack(tensor(name, columns, rows), panelWidth, arena);
  }

  float[] vector(String name, int length) {
    var out = new float[length];
    new Embedding(tensor(name, length, 1)).read(0, out, 0);
    return out;
  }

  float @Nullable [] optionalVector(String name, int length) {
    Optional<Tensor> tensor = file.tensor(name);
    return tensor.isEmpty() ? null : vector(name, length);
  }
}
