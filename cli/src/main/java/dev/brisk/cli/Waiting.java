package dev.brisk.cli;

import java.util.Locale;

/** Shows on the error stream that something takes a while, and how long it took. */
final class Waiting implements AutoCloseable {
  private static final String[] FRAMES = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final long FRAME_NANOS = 80_000_000;

  private final Surroundings surroundings;
  private final String what;
  private final long begin = System.nanoTime();
  private long lastFrame = -1;

  Waiting(Surroundings surroundings, String what) {
    this.surroundings = surroundings;
    this.what = what;
    if (!surroundings.errIsTerminal()) {
      surroundings.err().print(what + " …");
      surroundings.err().flush();
    }
  }

  /** To be called often; draws when it is time. */
  void tick() {
    long frame = (System.nanoTime() - begin) / FRAME_NANOS;
    if (frame == lastFrame) {
      return;
    }
    if (surroundings.errIsTerminal()) {
      surroundings
          .err()
          .printf(Locale.ROOT, "\r%s %s … %.1f s", FRAMES[(int) (frame % 10)], what, seconds());
    } else if (lastFrame >= 0 && frame / 12 != lastFrame / 12) {
      surroundings.err().print(".");
    }
    surroundings.err().flush();
    lastFrame = frame;
  }

  @Override
  public void close() {
    if (surroundings.errIsTerminal()) {
      surroundings.err().print("\r\033[K");
    } else {
      surroundings.err().printf(Locale.ROOT, " %.1f s%n", seconds());
    }
    surroundings.err().flush();
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
