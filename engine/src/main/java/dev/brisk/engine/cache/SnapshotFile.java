package dev.brisk.engine.cache;

import dev.brisk.engine.PrefixSnapshotException;
import dev.brisk.engine.gguf.LittleEndian;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The KV of one prefix on disk, little-endian: a head of {@value #HEAD} bytes (magic with the
 * version, tokens, tokens a page, bytes a page, the identity of what computed it, the SHA-256 of
 * all that stands before the pages), the tokens, a CRC-32C a page, and from the next multiple of
 * 4096 on the pages.
 *
 * @param tokens whole pages of them
 * @param pages in the mapping, unread
 */
record SnapshotFile(int[] tokens, List<StoredPage> pages) {
  static final String SUFFIX = ".kvprefix";

  private static final long MAGIC =
      ByteBuffer.wrap(new byte[] {'B', 'R', 'I', 'S', 'K', 'K', 'V', '1'})
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong();
  private static final int HEAD = 88;
  private static final int IDENTITY_AT = 24;
  private static final int HASH_AT = 56;
  private static final int ALIGNMENT = 4096;

  /** Everything before the pages. */
  private static ByteBuffer front(byte[] identity, int[] tokens, int[] checksums, long pageBytes) {
    var front = buffer(frontBytes(tokens.length));
    front.putLong(MAGIC).putInt(tokens.length).putInt(KvPage.POSITIONS).putLong(pageBytes);
    front.put(IDENTITY_AT, identity).position(HEAD);
    front.asIntBuffer().put(tokens).put(checksums);
    front.put(HASH_AT, hash(front));
    return front.clear();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int frontBytes(int tokens) {
    int bytes = HEAD + Integer.BYTES * (tokens + tokens / KvPage.POSITIONS);
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  private static byte[] hash(ByteBuffer front) {
    byte[] all = new byte[front.capacity()];
    front.duplicate().clear().get(all);
    Arrays.fill(all, HASH_AT, HEAD, (byte) 0);
    return sha256(all);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Copies a page's bytes. */
  interface Source {
    void write(int page, MemorySegment to);
  }

  /**
   * Writes a snapshot beside its place and moves it there.
   *
   * @param identity 32 bytes
   * @throws IOException if that fails; nothing is left behind
   */
  static void write(Path file, byte[] identity, int[] tokens, long pageBytes, Source pages)
      throws IOException {
    int count = tokens.length / KvPage.POSITIONS;
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var arena = Arena.ofConfined();
          var out =
              FileChannel.open(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
        var page = arena.allocate(pageBytes, ALIGNMENT);
        int[] checksums = new int[count];
        out.position(frontBytes(tokens.length));
        for (int i = 0; i < count; i++) {
          pages.write(i, page);
          checksums[i] = StoredPage.checksum(page);
          writeAll(out, page.asByteBuffer());
        }
        out.position(0);
        writeAll(out, front(identity, tokens, checksums, pageBytes));
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** A name that two snapshots share only if they hold the same. */
  static String name(byte[] identity, int[] tokens) {
    byte[] both = new byte[identity.length + Integer.BYTES * tokens.length];
    ByteBuffer.wrap(both).put(identity).asIntBuffer().put(tokens);
    return HexFormat.of().formatHex(sha256(both), 0, 16) + SUFFIX;
  }

  /**
   * Maps a snapshot; only what stands before its pages is read. The mapping lives as long as a page
   * of it is reachable.
   *
   * @throws PrefixSnapshotException if it is broken, or was made with something else
   */
  static SnapshotFile map(Path file, byte[] identity, long pageBytes) {
    try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      var bytes = in.map(MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      if (size < HEAD || bytes.get(LittleEndian.LONG, 0) != MAGIC) {
        throw refused(file, "is no snapshot of this version");
      }
      int tokens = bytes.get(LittleEndian.INT, 8);
      int count = tokens / KvPage.POSITIONS;
      boolean whole = tokens > 0 && tokens < 1 << 28 && tokens % KvPage.POSITIONS == 0;
      if (!whole || bytes.get(LittleEndian.INT, 12) != KvPage.POSITIONS) {
        throw refused(file, "is broken");
      }
      if (!Arrays.equals(slice(bytes, IDENTITY_AT, 32), identity)
          || bytes.get(LittleEndian.LONG, 16) != pageBytes) {
        throw refused(
            file,
            "was made with another model, by another kind of kernels, or has keys and values of another type");
      }
      if (size != frontBytes(tokens) + count * pageBytes) {
        throw refused(file, "is not complete");
      }
      var front = buffer(frontBytes(tokens)).put(slice(bytes, 0, frontBytes(tokens)));
      byte[] hash = slice(bytes, HASH_AT, 32);
      if (!MessageDigest.isEqual(hash, hash(front))) {
        throw refused(file, "is damaged");
      }
      int[] numbers = new int[tokens + count];
      front.position(HEAD).asIntBuffer().get(numbers);
      var pages = new ArrayList<StoredPage>();
      for (int i = 0; i < count; i++) {
        long at = frontBytes(tokens) + i * pageBytes;
        pages.add(new StoredPage(bytes.asSlice(at, pageBytes), numbers[tokens + i]));
      }
      return new SnapshotFile(Arrays.copyOf(numbers, tokens), pages);
    } catch (IOException e) {
      throw new PrefixSnapshotException(
          "The prefix snapshot %s cannot be read (%s).".formatted(file, e.getMessage()), e);
    }
  }

  /** Whether a file is a snapshot made with {@code identity}, as far as its head says. */
  static boolean ofIdentity(Path file, byte[] identity) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      return head.length == HEAD
          && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(0) == MAGIC
          && Arrays.equals(Arrays.copyOfRange(head, IDENTITY_AT, HASH_AT), identity);
    }
  }

  private static byte[] slice(MemorySegment bytes, long from, int count) {
    return bytes.asSlice(from, count).toArray(LittleEndian.BYTE);
  }

  private static PrefixSnapshotException refused(Path file, String why) {
    return new PrefixSnapshotException(
        "The prefix snapshot %s %s, so it is not used; delete it.".formatted(file, why));
  }
}
