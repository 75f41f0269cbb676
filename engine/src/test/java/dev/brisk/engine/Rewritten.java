package dev.brisk.engine;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Test models written again, changed a little. */
final class Rewritten {
  private Rewritten() {}

  /** All metadata of a model, with {@code llama.} replaced by another family's prefix. */
  static GgufWriter metadata(GgufFile file, String family, Map<String, Float> more) {
    var writer = new GgufWriter();
    for (var key : file.metadata().keys()) {
      var value = file.metadata().value(key);
      var name = key.replaceFirst("^llama\\.", family + ".");
      if (key.equals("general.architecture")) {
        writer.put(key, family);
      } else if (value instanceof List<?> list) {
        boolean text = key.endsWith("tokens") || key.endsWith("merges");
        writer.putArray(name, text ? ValueType.STRING : ValueType.INT32, list);
      } else {
        writer.put(name, file.metadata().type(key).orElseThrow(), value);
      }
    }
    more.forEach((key, value) -> writer.put(family + "." + key, value));
    return writer;
  }

  /** An F32 model with tensors multiplied by factors. */
  static Model scaled(
      GgufFile file, String family, Map<String, Float> more, ToDoubleFunction<String> factor) {
    var writer = metadata(file, family, more);
    for (Tensor tensor : file.tensors()) {
      var values = tensor.data().toArray(LittleEndian.FLOAT);
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) factor.applyAsDouble(tensor.name());
      }
      writer.tensor(tensor.name(), tensor.type(), shape(tensor), values);
    }
    return Model.of(family, MemorySegment.ofArray(writer.toBytes()));
  }

  static List<Long> shape(Tensor tensor) {
    var shape = new ArrayList<Long>();
    for (long n : tensor.shape()) {
      shape.add(n);
    }
    return shape;
  }
}
