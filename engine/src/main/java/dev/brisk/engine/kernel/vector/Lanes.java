package dev.brisk.engine.kernel.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The shapes of vectors on this machine: the widest floats, and narrower elements in as many lanes.
 */
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Lanes of a vector of floats: 16 with AVX-512, 8 with AVX2, 4 with NEON. */
  static final int COUNT = FLOATS.length();

  /**
   * Rows a panel: two vectors, so that a tile of six activation rows keeps twelve sums in
   * registers.
   */
  static final int PANEL = 2 * COUNT;

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /**
   * Bytes in as many lanes. With 4 lanes there is no such shape (32 bits), so 128-bit machines read
   * 64 bits and use the lower half.
   */
  static final VectorSpecies<Byte> BYTES =
      COUNT >= 8
          ? VectorSpecies.of(byte.class, VectorShape.forBitSize(COUNT * 8))
          : ByteVector.SPECIES_64;

  static final VectorSpecies<Short> SHORTS =
      COUNT >= 4
          ? VectorSpecies.of(short.class, VectorShape.forBitSize(COUNT * 16))
          : ShortVector.SPECIES_64;

  private Lanes() {}
}
