package dev.brisk.distill.ask;

import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every answer that was ever paid for, a line each, forced to the disk before it counts: whatever
 * ends the process, the next one asks for nothing twice. A last line without its end is what an
 * ended process could not finish, and is cut off. For any number of threads, but one process.
 */
public final class Journal implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final Map<String, TreeMap<Integer, Reply>> replies = new HashMap<>();

  /**
   * Opens a journal, or begins it.
   *
   * @throws IOException if it cannot be written, another process has it, or a line of it is damaged
   */
  public Journal(Path path) throws IOException {
    this.path = path;
    channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock();
      cutOffTornLine();
      read();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Adds an answer; it is on the disk when this returns. */
  synchronized void add(Reply reply) throws IOException {
    var bytes = ByteBuffer.wrap((ReplyJson.line(reply) + "\n").getBytes(StandardCharsets.UTF_8));
    var at = channel.size();
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    channel.force(false);
    put(reply);
  }

  /** The answers to one question, in the order of their indices. */
  synchronized List<Reply> replies(String question) {
    var known = replies.get(question);
    return known == null ? List.of() : List.copyOf(known.values());
  }

  synchronized boolean has(String question, int index) {
    var known = replies.get(question);
    return known != null && known.containsKey(index);
  }

  /** All answers of one teacher, whatever the question. */
  synchronized List<Reply> of(String model) {
    return replies.values().stream()
        .flatMap(byIndex -> byIndex.values().stream())
        .filter(reply -> reply.model().equals(model))
        .toList();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void put(Reply reply) {
    replies.computeIfAbsent(reply.question(), q -> new TreeMap<>()).put(reply.index(), reply);
  }

  @SuppressWarnings("resource") // The lock lives as long as the channel.
  private void lock() throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer.
    }
    throw new TeacherException(
        "Another brisk distill ask writes " + path + "; wait until it ends.");
  }

  private void cutOffTornLine() throws IOException {
    var end = channel.size();
    var chunk = ByteBuffer.allocate(CHUNK);
    while (end > 0) {
      var from = Math.max(0, end - CHUNK);
      chunk.clear().limit((int) (end - from));
      while (chunk.hasRemaining() && channel.read(chunk, from + chunk.position()) >= 0) {
        // Until it is full.
      }
      for (var i = chunk.position() - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          channel.truncate(from + i + 1);
          return;
        }
      }
      end = from;
    }
    channel.truncate(0);
  }

  private void read() throws IOException {
    var damaged = new ArrayList<String>();
    try (var lines = Files.lines(path)) {
      var number = 0;
      for (var each = lines.iterator(); each.hasNext(); ) {
        var line = each.next();
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          put(ReplyJson.parse(line));
        } catch (JsonException e) {
          damaged.add(number + "");
        }
      }
    }
    if (!damaged.isEmpty()) {
      throw new TeacherException(
          "%s is damaged in line %s; delete these lines, whose answers will be asked for again."
              .formatted(path, String.join(", ", damaged)));
    }
  }
}
