package dev.brisk.engine.cache;

import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Keys and values of {@link #POSITIONS} neighbouring positions in all layers, kept in the type of
 * their {@link KvShape}.
 */
public final class KvPage {
  /** Positions a page. */
  public static final int POSITIONS = 64;

  private final KvShape shape;
  private final KvNumbers[] keys;
  private final KvNumbers[] values;

  KvPage(KvShape shape) {
    this.shape = shape;
    keys = new KvNumbers[shape.layers()];
    values = new KvNumbers[shape.layers()];
    Arrays.setAll(keys, layer -> KvNumbers.of(shape, true));
    Arrays.setAll(values, layer -> KvNumbers.of(shape, false));
  }

  private KvPage(KvPage other) {
    shape = other.shape;
    keys = Arrays.stream(other.keys).map(KvNumbers::copy).toArray(KvNumbers[]::new);
    values = Arrays.stream(other.values).map(KvNumbers::copy).toArray(KvNumbers[]::new);
  }

  KvPage copy() {
    return new KvPage(this);
  }

  /**
   * Puts the keys and values of all heads at one position in, rounded to the type.
   *
   * @param slot the position within the page
   * @param key heads one behind the other, as in {@code value}
   */
  public void put(int layer, int slot, float[] key, int keyAt, float[] value, int valueAt) {
    keys[layer].put(slot, key, keyAt);
    values[layer].put(slot, value, valueAt);
  }

  /**
   * The keys of a head as floats, {@code [dimension][position]}, from {@link #offset} on; good
   * until the scratch space is used again.
   *
   * @param scratch room for {@link #POSITIONS} times the size of a head
   */
  public float[] keys(int layer, int head, Kernels kernels, float[] scratch) {
    return keys[layer].floats(head, kernels, scratch);
  }

  /** The values of a head, {@code [position][dimension]}; else as {@link #keys}. */
  public float[] values(int layer, int head, Kernels kernels, float[] scratch) {
    return values[layer].floats(head, kernels, scratch);
  }

  /** Where a head's numbers begin in what {@link #keys} and {@link #values} return. */
  public int offset(int head) {
    return keys[0].offset(head);
  }

  /** Writes all of it: layer by layer its keys, then its values, in {@link #bytes} bytes. */
  void write(MemorySegment to) {
    long at = 0;
    for (int layer = 0; layer < keys.length; layer++) {
      at = values[layer].write(to, keys[layer].write(to, at));
    }
  }

  /** Takes over what {@link #write} wrote of a page of the same shape. */
  void read(MemorySegment from) {
    long at = 0;
    for (int layer = 0; layer < keys.length; layer++) {
      at = values[layer].read(from, keys[layer].read(from, at));
    }
  }

  /** Memory that it takes. */
  long bytes() {
    return shape.pageBytes();
  }
}
