package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Floats;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a network (or their gradients): one buffer, and where each matrix stands in it.
 */
public final class Parameters {
  /**
   * One matrix, rows one after the other; y = W·x has as many numbers as W has rows.
   *
   * @param name as in checkpoints, such as "layers.0.gate_up"
   * @param offset of its first number in the buffer
   */
  public record Weight(String name, int rows, int columns, int offset) {
    public int size() {
      return rows * columns;
    }
  }

  /** The four matrices of a layer; query, key and value are one, and so are gate and up. */
  public record Layer(Weight qkv, Weight output, Weight gateUp, Weight down) {}

  /** Where everything stands: what Adam trains first, then the matrices. */
  public static final class Layout {
    private final List<Weight> weights = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Weight embedding;
    private final Weight norm;
    private int size;

    Layout(Shape shape) {
      int width = shape.width();
      embedding = add("embedding", shape.embeddingRows(), width);
      norm = add("norm", 1, width);
      for (int i = 0; i < shape.layers(); i++) {
        String prefix = "layers." + i + ".";
        layers.add(
            new Layer(
                add(prefix + "qkv", shape.qkvWidth(), width),
                add(prefix + "output", width, width),
                add(prefix + "gate_up", 2 * shape.feedForward(), width),
                add(prefix + "down", width, shape.feedForward())));
      }
    }

    private Weight add(String name, int rows, int columns) {
      var weight = new Weight(name, rows, columns, size);
      weights.add(weight);
      size = Math.addExact(size, weight.size());
      return weight;
    }

    public List<Weight> weights() {
      return weights;
    }

    public List<Layer> layers() {
      return layers;
    }

    /** One row a token; also the output's matrix. */
    public Weight embedding() {
      return embedding;
    }

    /** The final norm's gain, one row. */
    public Weight norm() {
      return norm;
    }

    /** All numbers together. */
    public int size() {
      return size;
    }

    /** How many of them, from the first on, are no matrices of layers. */
    public int adamSize() {
      return layers.getFirst().qkv.offset;
    }
  }

  private final Layout layout;
  private final Floats values;

  /** All zeros. */
  public Parameters(Shape shape) {
    layout = new Layout(shape);
    values = new Floats(layout.size);
  }

  public Layout layout() {
    return layout;
  }

  public Floats values() {
    return values;
  }
}
