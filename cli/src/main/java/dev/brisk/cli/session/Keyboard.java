package dev.brisk.cli.session;

import dev.brisk.cli.CommandFailure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal's keys one by one, and a line of text on request. The terminal is given back as it
 * was found, also when the process is ended by a signal.
 */
final class Keyboard implements AutoCloseable {
  private final Terminal terminal;
  private final Attributes found;
  private final Attributes single;
  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final Thread restore;
  private boolean status;

  private Keyboard(Terminal terminal) {
    this.terminal = terminal;
    this.found = terminal.getAttributes();
    this.single = new Attributes(found);
    single.setLocalFlag(Attributes.LocalFlag.ICANON, false);
    single.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    // A read returns at once, with a key or without: no thread is needed that blocks in one, and
    // that the end of the process would have to wait for.
    single.setControlChar(Attributes.ControlChar.VMIN, 0);
    single.setControlChar(Attributes.ControlChar.VTIME, 0);
    this.restore = new Thread(() -> terminal.setAttributes(found));
  }

  /** Takes the terminal over. */
  static Keyboard open() {
    try {
      var terminal = TerminalBuilder.builder().system(true).dumb(false).build();
      var keyboard = new Keyboard(terminal);
      Runtime.getRuntime().addShutdownHook(keyboard.restore);
      terminal.handle(Terminal.Signal.INT, signal -> keyboard.interrupted.set(true));
      // The shell has its own settings while we are suspended.
      terminal.handle(Terminal.Signal.CONT, signal -> terminal.setAttributes(keyboard.single));
      terminal.setAttributes(keyboard.single);
      return keyboard;
    } catch (IOException | IllegalStateException e) {
      throw CommandFailure.failed(
          "no_terminal", "The terminal cannot be used; give --apply or --dry-run.", e);
    }
  }

  /** The key that was pressed, or {@link Key#NONE} at once. */
  Key poll() {
    if (interrupted.getAndSet(false)) {
      return Key.INTERRUPT;
    }
    try {
      int code = in.read();
      if (code < 0) {
        return Key.NONE;
      }
      // Arrows and the like begin with Escape; their other bytes are no keys.
      return code == 27 ? rest() : Key.of(code);
    } catch (IOException e) {
      return Key.QUIT;
    }
  }

  /** Shows a line that the next output replaces. */
  void status(String text) {
    clearStatus();
    terminal.writer().print(text);
    terminal.writer().flush();
    status = true;
  }

  void clearStatus() {
    if (status) {
      terminal.writer().print("\r\033[K");
      terminal.writer().flush();
      status = false;
    }
  }

  /**
   * Lets the person edit a line that begins as {@code initial}.
   *
   * @return empty if the person gave none or pressed Ctrl-C or Ctrl-D
   */
  Optional<String> readLine(String prompt, String initial) {
    clearStatus();
    terminal.setAttributes(found);
    LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
    // An instruction may have an exclamation mark.
    reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    try {
      var line = reader.readLine(prompt, null, initial).strip();
      return line.isEmpty() ? Optional.empty() : Optional.of(line);
    } catch (UserInterruptException | EndOfFileException e) {
      return Optional.empty();
    } finally {
      terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
      terminal.setAttributes(single);
    }
  }

  @Override
  public void close() {
    clearStatus();
    Runtime.getRuntime().removeShutdownHook(restore);
    try {
      terminal.setAttributes(found);
      terminal.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
      return;
    }
  }

  private Key rest() throws IOException {
    while (in.read() >= 0) {
      // Passed over.
    }
    return Key.OTHER;
  }
}
