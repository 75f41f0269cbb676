package dev.brisk.engine.cache;

import dev.brisk.engine.gguf.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Keys and values of {@link #POSITIONS} neighbouring positions in all layers. Keys of a layer stand
 * as {@code [head][dimension][position]}, so that one vector holds the same dimension of
 * neighbouring positions; values as {@code [head][position][dimension]}. Neither dot products nor
 * weighted sums then need a sum across lanes.
 */
public final class KvPage {
  /** Positions a page. */
  public static final int POSITIONS = 64;

  private final float[][] keys;
  private final float[][] values;

  /**
   * @param layers layers of the model
   * @param width key (and value) numbers a position and layer: heads times head size
   */
  KvPage(int layers, int width) {
    keys = new float[layers][width * POSITIONS];
    values = new float[layers][width * POSITIONS];
  }

  private KvPage(KvPage other) {
    keys = new float[other.keys.length][];
    values = new float[other.keys.length][];
    for (int layer = 0; layer < keys.length; layer++) {
      keys[layer] = other.keys[layer].clone();
      values[layer] = other.values[layer].clone();
    }
  }

  KvPage copy() {
    return new KvPage(this);
  }

  public float[] keys(int layer) {
    return keys[layer];
  }

  public float[] values(int layer) {
    return values[layer];
  }

  /** Writes all of it: layer by layer its keys, then its values, in {@link #bytes} bytes. */
  void write(MemorySegment to) {
    long at = 0;
    for (int layer = 0; layer < keys.length; layer++) {
      int n = keys[layer].length;
      MemorySegment.copy(keys[layer], 0, to, LittleEndian.FLOAT, at, n);
      MemorySegment.copy(values[layer], 0, to, LittleEndian.FLOAT, at + 4L * n, n);
      at += 8L * n;
    }
  }

  /** Takes over what {@link #write} wrote of a page of the same shape. */
  void read(MemorySegment from) {
    long at = 0;
    for (int layer = 0; layer < keys.length; layer++) {
      int n = keys[layer].length;
      MemorySegment.copy(from, LittleEndian.FLOAT, at, keys[layer], 0, n);
      MemorySegment.copy(from, LittleEndian.FLOAT, at + 4L * n, values[layer], 0, n);
      at += 8L * n;
    }
  }

  /** What {@link #write} writes, in words: pages of another format cannot be read into this one. */
  String format() {
    return "f32, %d layers of %d".formatted(keys.length, keys[0].length / POSITIONS);
  }

  /** Memory that it takes. */
  long bytes() {
    return 2L * keys.length * keys[0].length * Float.BYTES;
  }
}
