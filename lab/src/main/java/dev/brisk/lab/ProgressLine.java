package dev.brisk.lab;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Shows how far a run is: one line that changes in a terminal, else a new line now and then. */
final class ProgressLine implements Consumer<String> {
  private static final long BETWEEN_NANOS = 10_000_000_000L;
  private static final int WIDTH = 110;

  private final PrintWriter out;
  private final boolean terminal;
  private long last = System.nanoTime();
  private boolean any;

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void accept(String line) {
    if (terminal) {
      any = true;
      out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
      out.flush();
    } else if (System.nanoTime() - last > BETWEEN_NANOS) {
      last = System.nanoTime();
      out.println(line);
    }
  }

  synchronized void end() {
    if (any) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      out.flush();
    }
  }
}
