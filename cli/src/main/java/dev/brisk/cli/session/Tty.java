package dev.brisk.cli.session;

import dev.brisk.cli.CommandFailure;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The terminal with its keys given one by one: no echo, no line editing, no signals. It is given
 * back as it was found, also when a signal ends the process.
 */
public final class Tty implements AutoCloseable {
  /** How many lines and characters there are. */
  public record Size(int rows, int columns) {}

  /** What a read returns when no key was pressed. */
  public static final int NONE = -1;

  private static final File DEVICE = new File("/dev/tty");

  private final String found;
  private final int columns;
  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final Thread restore = new Thread(this::restore);

  private Tty(String found, int columns) {
    this.found = found;
    this.columns = columns;
  }

  /**
   * Takes the terminal over. What was typed before stays there to be read.
   *
   * @param instead what to do where that cannot be, such as {@code give --apply}
   */
  public static Tty open(String instead) {
    try {
      var said = sh("stty -g && stty size").lines().toList();
      var size = said.get(1).split(" ");
      var tty = new Tty(said.get(0), Math.max(20, Integer.parseInt(size[1])));
      // From here on a signal finds somebody who gives the terminal back.
      Runtime.getRuntime().addShutdownHook(tty.restore);
      tty.takeOver();
      return tty;
    } catch (IOException | RuntimeException e) {
      throw CommandFailure.failed(
          "no_terminal", "The terminal cannot be used; " + instead + ".", e);
    }
  }

  private void takeOver() throws IOException {
    try {
      // Read without waiting: no thread has to block in a read, which would eat a key that is meant
      // for the next program and delay the end of this one.
      sh("stty -icanon -echo -isig min 0 time 0");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The next byte that was typed, or {@link #NONE} at once. */
  public int read() throws IOException {
    return in.read();
  }

  /** The width in characters. */
  int columns() {
    return columns;
  }

  /**
   * The size as it is now.
   *
   * @throws IOException if the terminal is gone
   */
  public Size size() throws IOException {
    var size = sh("stty size").strip().split(" ");
    try {
      // Some terminals do not know theirs and say 0.
      int rows = Integer.parseInt(size[0]);
      int width = Integer.parseInt(size[1]);
      return new Size(rows == 0 ? 24 : rows, width == 0 ? 80 : width);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("stty says no size", e);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(restore);
    restore();
  }

  private void restore() {
    try {
      sh("stty " + found);
    } catch (IOException e) {
      // There is nobody left to tell.
    }
  }

  private static String sh(String script) throws IOException {
    var process =
        new ProcessBuilder("/bin/sh", "-c", script)
            .redirectInput(DEVICE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("stty failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said;
  }
}
