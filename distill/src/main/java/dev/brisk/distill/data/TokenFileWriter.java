package dev.brisk.distill.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a {@link TokenFile}. The file appears, whole, with {@link #finish}; closing without that
 * leaves what was there before. Not safe for use by several threads.
 */
public final class TokenFileWriter implements Closeable {
  private final Path path;
  private final Path unfinished;
  private final int vocabulary;
  private final OutputStream out;
  private int samples;
  private boolean anySoft;

  /**
   * @param vocabulary tokens of the vocabulary, 1 to 65,536
   * @throws IOException if the file cannot be made
   */
  public TokenFileWriter(Path path, int vocabulary) throws IOException {
    if (vocabulary < 1 || vocabulary > 1 << 16) {
      throw new IllegalArgumentException("A vocabulary of " + vocabulary + " does not fit.");
    }
    this.path = path;
    this.vocabulary = vocabulary;
    unfinished = path.resolveSibling(path.getFileName() + ".part");
    out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    out.write(new byte[TokenFile.HEADER_BYTES]);
  }

  /**
   * Adds a sample.
   *
   * @param prompt may be empty
   * @param output with the end token; not empty
   * @param weight finite and not negative
   * @param task {@link TokenFile#EDIT} or {@link TokenFile#TEXT}
   * @throws IllegalArgumentException for anything else, and for tokens beyond the vocabulary
   */
  public void add(int[] prompt, int[] output, float weight, int task) throws IOException {
    add(prompt, output, weight, task, SoftTargets.NONE);
  }

  /**
   * Adds a sample with what a teacher thought likely in its output.
   *
   * @param soft a place for each token of the output, or none
   * @throws IllegalArgumentException as {@link #add(int[], int[], float, int)} does
   */
  public void add(int[] prompt, int[] output, float weight, int task, SoftTargets soft)
      throws IOException {
    if (output.length == 0) {
      throw new IllegalArgumentException("A sample needs an output, be it only the end token.");
    }
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A sample cannot have the weight " + weight + ".");
    }
    if (task != TokenFile.EDIT && task != TokenFile.TEXT) {
      throw new IllegalArgumentException("There is no task " + task + ".");
    }
    if (!soft.isEmpty() && soft.places().size() != output.length) {
      throw new IllegalArgumentException("Soft targets need a place for each token.");
    }
    var softBytes =
        soft.places().stream().mapToInt(p -> 1 + TokenFile.SOFT_BYTES * p.tokens().length).sum();
    var bytes =
        ByteBuffer.allocate(
                TokenFile.SAMPLE_BYTES + 2 * (prompt.length + output.length) + softBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(prompt.length).putInt(output.length).putFloat(weight);
    bytes.put((byte) (soft.isEmpty() ? task : task | TokenFile.SOFT));
    put(bytes, prompt);
    put(bytes, output);
    for (var place : soft.places()) {
      bytes.put((byte) place.tokens().length);
      for (var i = 0; i < place.tokens().length; i++) {
        put(bytes, new int[] {place.tokens()[i]});
        bytes.putFloat(place.probabilities()[i]);
      }
    }
    out.write(bytes.array());
    anySoft |= !soft.isEmpty();
    samples++;
  }

  /** Samples added so far. */
  public int samples() {
    return samples;
  }

  /** Ends the file and moves it to its place. */
  public void finish() throws IOException {
    out.close();
    var header =
        ByteBuffer.allocate(TokenFile.HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(TokenFile.MAGIC)
            .putInt(anySoft ? TokenFile.SOFT_VERSION : TokenFile.VERSION)
            .putInt(samples)
            .putInt(vocabulary)
            .flip();
    try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.write(header, 0);
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Throws away what was written if it is not finished. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(unfinished);
  }

  private void put(ByteBuffer bytes, int[] tokens) {
    for (var token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "Token %d is beyond the vocabulary of %d.".formatted(token, vocabulary));
      }
      bytes.putShort((short) token);
    }
  }
}
