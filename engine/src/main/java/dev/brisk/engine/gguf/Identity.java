package dev.brisk.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells one model from another without reading all of it. */
final class Identity {
  /** Samples of weights a file. */
  private static final int SAMPLES = 64;

  private static final int SAMPLE_BYTES = 4096;

  private Identity() {}

  /** SHA-256 over each file's size, what stands before its tensors' data, and samples of these. */
  static String of(List<MemorySegment> parts, List<Tensor> tensors) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (MemorySegment part : parts) {
      long size = part.byteSize();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      long head = size;
      for (Tensor tensor : tensors) {
        long offset = tensor.data().address() - part.address();
        head = offset < 0 || offset >= size ? head : Math.min(head, offset);
      }
      digest.update(part.asSlice(0, head).asByteBuffer());
      long step = Math.max(SAMPLE_BYTES, (size - head) / SAMPLES);
      for (long at = head; at < size; at += step) {
        digest.update(part.asSlice(at, Math.min(SAMPLE_BYTES, size - at)).asByteBuffer());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
