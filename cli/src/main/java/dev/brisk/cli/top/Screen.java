package dev.brisk.cli.top;

import dev.brisk.cli.session.Tty;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The whole terminal: another page than that of the shell, which comes back as it was, also when a
 * signal ends the process.
 */
final class Screen implements AutoCloseable {
  // xterm's control sequences: the alternate page, and the cursor.
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";

  private final PrintStream out;
  private final Tty tty;
  private final Thread restore = new Thread(this::leave);

  Screen(PrintStream out) {
    this.out = out;
    tty = Tty.open("give --once");
    Runtime.getRuntime().addShutdownHook(restore);
    out.print(ENTER);
    out.flush();
  }

  /** The next key, or {@link Tty#NONE} at once. */
  int key() throws IOException {
    return tty.read();
  }

  /** The size as it is now. */
  Tty.Size size() throws IOException {
    return tty.size();
  }

  /** Draws lines in place of what is there; what does not fit is cut off. */
  void draw(List<String> lines, Tty.Size size) {
    var page = new StringBuilder("\033[H");
    int shown = Math.min(lines.size(), size.rows());
    for (int i = 0; i < shown; i++) {
      page.append(cut(lines.get(i), size.columns())).append("\033[K");
      if (i < shown - 1) {
        page.append("\r\n");
      }
    }
    out.print(page.append("\033[J"));
    out.flush();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(restore);
    leave();
    tty.close();
  }

  private void leave() {
    out.print(LEAVE);
    out.flush();
  }

  private static String cut(String line, int columns) {
    return line.codePointCount(0, line.length()) <= columns
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns));
  }
}
