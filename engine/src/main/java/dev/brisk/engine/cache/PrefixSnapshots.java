package dev.brisk.engine.cache;

import dev.brisk.engine.PrefixSnapshotException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes prefixes of a {@link PrefixCache} to disk and back. A snapshot holds whole pages: what is
 * behind the last of them is computed again. Used by the scheduler's thread alone.
 */
public final class PrefixSnapshots {
  private final PrefixCache cache;
  private final Supplier<String> model;
  private final String kernels;
  private final String format;
  private byte[] identity = {};
  private final long pageBytes;
  private final long maxBytes;

  /**
   * @param model says which model it is; asked when the first snapshot is made or read
   * @param kernels which kernels compute: others may differ in last bits
   * @param kv an empty cache of the model
   * @param maxBytes most bytes of snapshots in a folder
   */
  public PrefixSnapshots(
      PrefixCache cache, Supplier<String> model, String kernels, KvCache kv, long maxBytes) {
    this.cache = cache;
    this.maxBytes = maxBytes;
    pageBytes = kv.shape().pageBytes();
    this.model = model;
    this.kernels = kernels;
    format = kv.shape().format();
  }

  private byte[] identity() {
    if (identity.length == 0) {
      String all = String.join("\n", model.get(), kernels, format);
      identity = SnapshotFile.sha256(all.getBytes(StandardCharsets.UTF_8));
    }
    return identity;
  }

  /**
   * Saves the whole pages that are known of a prefix.
   *
   * @return how many tokens they have; nothing is written where that is none
   * @throws PrefixSnapshotException if the file cannot be written
   */
  public int save(int[] tokens, Path file) {
    Block last = cache.last(tokens);
    int[] saved = last.allTokens();
    if (saved.length > 0) {
      save(last, saved, file);
    }
    return saved.length;
  }

  private void save(Block last, int[] tokens, Path file) {
    var blocks = new ArrayList<Block>();
    for (Block b = last; b.parent != null; b = b.parent) {
      blocks.addFirst(b);
    }
    try {
      SnapshotFile.write(
          file, identity(), tokens, pageBytes, (i, to) -> content(blocks.get(i), to));
    } catch (IOException e) {
      throw new PrefixSnapshotException(
          "The prefix snapshot %s cannot be written (%s); choose another folder or make room."
              .formatted(file, e),
          e);
    }
  }

  private static void content(Block block, MemorySegment to) {
    if (block.page != null) {
      block.page.write(to);
    } else if (block.stored != null) {
      to.copyFrom(block.stored.bytes());
    }
  }

  /**
   * Knows a saved prefix from now on. Its pages are read when a request begins with them.
   *
   * @return its tokens
   * @throws PrefixSnapshotException if it is broken or made with something else
   */
  public int load(Path file) {
    var snapshot = SnapshotFile.map(file, identity(), pageBytes);
    cache.map(snapshot.tokens(), snapshot.pages());
    return snapshot.tokens().length;
  }

  /**
   * Saves the standing prefixes, those that more than one request began with or that came from
   * there, and deletes what is there of this model's and is no longer one.
   *
   * @return how many there are now
   * @throws PrefixSnapshotException if the folder cannot be written
   */
  public int saveStanding(Path folder) {
    try {
      Files.createDirectories(folder);
      var names = new HashSet<String>();
      long bytes = 0;
      for (Block end : cache.standing()) {
        int[] tokens = end.allTokens();
        bytes += tokens.length / KvPage.POSITIONS * pageBytes;
        if (bytes > maxBytes) {
          break;
        }
        String name = SnapshotFile.name(identity(), tokens);
        names.add(name);
        if (!Files.exists(folder.resolve(name))) {
          save(end, tokens, folder.resolve(name));
        }
      }
      for (Path file : files(folder)) {
        if (!names.contains(String.valueOf(file.getFileName()))
            && SnapshotFile.ofIdentity(file, identity())) {
          Files.delete(file);
        }
      }
      return names.size();
    } catch (IOException e) {
      throw new PrefixSnapshotException(
          "The folder of prefix snapshots %s cannot be written (%s); choose another."
              .formatted(folder, e),
          e);
    }
  }

  /**
   * Loads what {@link #saveStanding} saved with this model and these kernels; others' snapshots are
   * passed over.
   *
   * @return a sentence on each that is broken
   * @throws PrefixSnapshotException if the folder cannot be read
   */
  public List<String> loadAll(Path folder) {
    var problems = new ArrayList<String>();
    try {
      for (Path file : files(folder)) {
        try {
          if (SnapshotFile.ofIdentity(file, identity())) {
            load(file);
          }
        } catch (PrefixSnapshotException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw new PrefixSnapshotException(
          "The folder of prefix snapshots %s cannot be read (%s); choose another."
              .formatted(folder, e),
          e);
    }
    return problems;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(SnapshotFile.SUFFIX)).sorted().toList();
    }
  }
}
