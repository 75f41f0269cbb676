package dev.brisk.distill.data;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Samples in a file, a JSON object a line; its members are those of {@link Sample}. */
public final class Samples {
  private Samples() {}

  /**
   * The samples of a file, read as they are asked for; the stream must be closed.
   *
   * @throws IOException if there is no such file
   * @throws JsonException while reading, if a line is no sample
   */
  @SuppressWarnings("StreamResourceLeak") // The caller closes it.
  public static Stream<Sample> read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + " is missing; make it with brisk distill data.");
    }
    return Files.lines(path).filter(line -> !line.isBlank()).map(Samples::parse);
  }

  /** One line of a file. */
  static Sample parse(String line) {
    var o = Json.parseObject(line);
    return new Sample(
        o.requireText("kind"),
        o.text("phrasing").orElse(""),
        o.bool("unseen").orElse(false),
        o.requireText("source"),
        o.text("project").orElse(""),
        o.text("path").orElse(""),
        o.integer("first_line").orElse(1),
        o.requireText("instruction"),
        o.requireText("before"),
        o.requireText("after"),
        o.number("weight").orElse(1));
  }

  /** The line of a file. */
  static String line(Sample sample) {
    return new JsonWriter()
        .beginObject()
        .name("kind")
        .value(sample.kind())
        .name("phrasing")
        .value(sample.phrasing())
        .name("unseen")
        .value(sample.unseen())
        .name("source")
        .value(sample.source())
        .name("project")
        .value(sample.project())
        .name("path")
        .value(sample.path())
        .name("first_line")
        .value(sample.firstLine())
        .name("instruction")
        .value(sample.instruction())
        .name("before")
        .value(sample.before())
        .name("after")
        .value(sample.after())
        .name("weight")
        .value(sample.weight())
        .endObject()
        .toString();
  }

  /** Writes a file that appears, whole, with {@link #finish}. Not for several threads. */
  public static final class Writer implements Closeable {
    private final Path path;
    private final Path unfinished;
    private final BufferedWriter out;
    private int count;

    /**
     * @throws IOException if the file cannot be made
     */
    public Writer(Path path) throws IOException {
      this.path = path;
      unfinished = path.resolveSibling(path.getFileName() + ".part");
      out = Files.newBufferedWriter(unfinished);
    }

    public void add(Sample sample) throws IOException {
      out.write(line(sample));
      out.write('\n');
      count++;
    }

    /** Samples added so far. */
    public int count() {
      return count;
    }

    /** Ends the file and moves it to its place. */
    public void finish() throws IOException {
      out.close();
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Throws away what was written if it is not finished. */
    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
