package dev.brisk.engine.cache;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * A page in a snapshot's mapping. Nothing of it is in this process's memory before it is read.
 *
 * @param bytes what {@link KvPage#write} wrote
 * @param checksum the CRC-32C that its bytes had then
 */
record StoredPage(MemorySegment bytes, int checksum) {
  static int checksum(MemorySegment bytes) {
    var crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }

  /** Whether the bytes are those that were written. */
  boolean sound() {
    return checksum(bytes) == checksum;
  }
}
