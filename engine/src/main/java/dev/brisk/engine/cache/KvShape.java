package dev.brisk.engine.cache;

import dev.brisk.engine.KvType;
import java.util.Locale;

/**
 * The shape of keys and values.
 *
 * @param layers layers of the model
 * @param heads key (and value) heads
 * @param headSize numbers a head
 * @param type how they are kept
 */
public record KvShape(int layers, int heads, int headSize, KvType type) {
  /** Bytes of the keys and values of one position in all layers. */
  public long positionBytes() {
    return 2L * layers * heads * type.bytes(headSize);
  }

  /** Bytes of a page. */
  public long pageBytes() {
    return KvPage.POSITIONS * positionBytes();
  }

  /** What {@link KvPage#write} writes, in words: pages of another format cannot be read. */
  String format() {
    return "%s, %d layers of %d heads of %d"
        .formatted(type.name().toLowerCase(Locale.ROOT), layers, heads, headSize);
  }
}
