package dev.brisk.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The strings of an array as UTF-8 bytes in one piece: for vocabularies, whose some 100,000 strings
 * would take long to make one by one. Independent of the file. String {@code i} is {@code bytes()}
 * from {@code start(i)} to {@code end(i)}.
 */
public final class PackedStrings {
  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;

  /**
   * Copies strings that each stand behind their length, which was checked before.
   *
   * @param offset of the first length
   */
  PackedStrings(MemorySegment file, long offset, int count) {
    starts = new int[count];
    ends = new int[count];
    var at = 0L;
    for (var i = 0; i < count; i++) {
      starts[i] = Math.toIntExact(at + 8);
      at += 8 + file.get(LittleEndian.LONG, offset + at);
      ends[i] = Math.toIntExact(at);
    }
    bytes = file.asSlice(offset, at).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The number of strings. */
  public int size() {
    return starts.length;
  }

  /** All strings, with other bytes between them. Not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where string {@code i} begins. */
  public int start(int i) {
    return starts[i];
  }

  /** Where string {@code i} ends. */
  public int end(int i) {
    return ends[i];
  }

  /** String {@code i}. Bytes that are not UTF-8 become U+FFFD. */
  public String text(int i) {
    return new String(bytes, starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
  }
}
