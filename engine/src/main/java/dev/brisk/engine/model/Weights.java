package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes weights out of a file, each checked against the shape that the metadata promises. */
final class Weights {
  private final GgufFile file;
  private final int panelWidth;
  private final Arena arena;
  private final Set<String> taken = new HashSet<>();

  Weights(GgufFile file, int panelWidth, Arena arena) {
    this.file = file;
    this.panelWidth = panelWidth;
    this.arena = arena;
  }

  Tensor tensor(String name, int columns, int rows) {
    Tensor tensor = file.requireTensor(name);
    if (tensor.columns() != columns || tensor.rows() != rows) {
      throw new ModelFormatException(
          "%s: tensor '%s' is %s where the metadata asks for %dx%d; get the file again or convert the model again."
              .formatted(file.name(), name, tensor.shapeText(), columns, rows));
    }
    taken.add(name);
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
    return file.tensor(name).isEmpty() ? null : vector(name, length);
  }

  /** A part of the model that was not asked for would be left out of the arithmetic in silence. */
  void refuseOthers() {
    for (Tensor tensor : file.tensors()) {
      if (!taken.contains(tensor.name())) {
        throw new ModelFormatException(
            "%s has the tensor '%s', which this engine does not know the use of; choose another model."
                .formatted(file.name(), tensor.name()));
      }
    }
  }
}
