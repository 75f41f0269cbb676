package dev.brisk.cli.top;

import dev.brisk.wire.stream.ServerClient;
import java.time.Duration;

/** What a server is doing, as text for a pipe. */
public final class Snapshot {
  /** Long enough for rates that say something. */
  private static final Duration APART = Duration.ofSeconds(1);

  private Snapshot() {}

  /**
   * Reads the server twice, a second apart, and writes what it then does.
   *
   * @throws dev.brisk.wire.api.WireException if it does not answer
   */
  public static String of(ServerClient client) throws InterruptedException {
    var history = new History();
    history.add(new Sample(client.status(), System.nanoTime()));
    Thread.sleep(APART);
    history.add(new Sample(client.status(), System.nanoTime()));
    return String.join("\n", TopView.lines(history)) + "\n";
  }
}
