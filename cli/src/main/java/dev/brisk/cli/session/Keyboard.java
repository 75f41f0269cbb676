package dev.brisk.cli.session;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A person's keys, a line of text on request, and the line on the screen that goes with them. */
final class Keyboard implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Tty tty;
  private final PrintStream out;
  private boolean status;

  private Keyboard(Tty tty, PrintStream out) {
    this.tty = tty;
    this.out = out;
  }

  /** Takes the terminal over. */
  static Keyboard open(PrintStream out) {
    return new Keyboard(Tty.open("give --apply or --dry-run"), out);
  }

  /** The key that was pressed, or {@link Key#NONE} at once. */
  Key poll() {
    try {
      int code = tty.read();
      if (code == Tty.NONE) {
        return Key.NONE;
      }
      return code == 27 ? passOver() : Key.of(code);
    } catch (IOException e) {
      // The terminal is gone, and the person with it.
      return Key.QUIT;
    }
  }

  /** Shows a line that the next output replaces. */
  void status(String text) {
    clearStatus();
    out.print(text);
    out.flush();
    status = true;
  }

  void clearStatus() {
    if (status) {
      out.print("\r\033[K");
      out.flush();
      status = false;
    }
  }

  /**
   * Lets the person type a line; the Up key brings back {@code earlier}.
   *
   * @return empty if the person left it empty or pressed Ctrl-C
   */
  Optional<String> readLine(String prompt, String earlier) {
    clearStatus();
    var editor = new LineEditor("", earlier);
    var state = LineEditor.State.EDITING;
    draw(prompt, editor);
    while (state == LineEditor.State.EDITING) {
      try {
        int code = tty.read();
        if (code == Tty.NONE) {
          LockSupport.parkNanos(PAUSE_NANOS);
          continue;
        }
        state = editor.accept(code);
        draw(prompt, editor);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    out.println();
    out.flush();
    var text = editor.text().strip();
    return state == LineEditor.State.DONE && !text.isEmpty() ? Optional.of(text) : Optional.empty();
  }

  @Override
  public void close() {
    clearStatus();
    tty.close();
  }

  /** Draws the part around the cursor that fits into one line of the screen. */
  private void draw(String prompt, LineEditor editor) {
    var points = editor.text().codePoints().toArray();
    int room = Math.max(8, tty.columns() - prompt.length() - 1);
    int from = Math.max(0, editor.column() - room);
    int length = Math.min(room, points.length - from);
    out.print("\r\033[K" + prompt + new String(points, from, length));
    int back = from + length - editor.column();
    if (back > 0) {
      out.print("\033[" + back + "D");
    }
    out.flush();
  }

  /** Arrows and the like begin with Escape; their other bytes, which come at once, are no keys. */
  private Key passOver() throws IOException {
    int code = tty.read();
    if (code != '[' && code != 'O') {
      return code == Tty.NONE ? Key.OTHER : Key.of(code);
    }
    while (code != Tty.NONE && (code < '@' || code == '[' || code == 'O')) {
      code = tty.read();
      if (code != Tty.NONE && code < ' ') {
        // The sequence broke off, and this key is one by itself.
        return Key.of(code);
      }
    }
    return Key.OTHER;
  }
}
