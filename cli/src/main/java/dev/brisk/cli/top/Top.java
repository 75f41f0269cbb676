package dev.brisk.cli.top;

import dev.brisk.cli.CommandFailure;
import dev.brisk.cli.ExitCode;
import dev.brisk.cli.Surroundings;
import dev.brisk.cli.session.Tty;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.stream.ServerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code brisk top} in a terminal: draws, and looks for keys, in one thread. */
public final class Top {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How often the size of the terminal is asked for, which takes a process each time. */
  private static final long SIZE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;

  private final Surroundings surroundings;
  private final ServerState server;
  private final ServerClient client;
  private final History history = new History();
  private String silence = "";

  /** For one server. */
  public Top(Surroundings surroundings, ServerState server, ServerClient client) {
    this.surroundings = surroundings;
    this.server = server;
    this.client = client;
  }

  /**
   * Runs until a key ends it, and returns the exit code.
   *
   * @throws CommandFailure if the server leaves
   */
  public int run() {
    try (var screen = new Screen(surroundings.out());
        var feed = new Feed(client)) {
      var size = screen.size();
      long sized = System.nanoTime();
      while (true) {
        boolean fresh = false;
        for (var reading = feed.poll(); reading != null; reading = feed.poll()) {
          take(reading);
          fresh = true;
        }
        if (System.nanoTime() - sized > SIZE_NANOS) {
          var now = screen.size();
          fresh |= !now.equals(size);
          size = now;
          sized = System.nanoTime();
        }
        if (fresh) {
          screen.draw(lines(), size);
        }
        int key = screen.key();
        if (key == 'q' || key == 'Q' || key == CTRL_C || key == CTRL_D) {
          return ExitCode.OK;
        }
        if (key == Tty.NONE) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    } catch (IOException e) {
      // The terminal is gone, and the person with it.
      return ExitCode.OK;
    }
  }

  private void take(Feed.Reading reading) {
    switch (reading) {
      case Feed.Reading.Seen(var sample) -> {
        silence = "";
        history.add(sample);
      }
      case Feed.Reading.Silence(var why) -> {
        if (!server.processAlive()) {
          throw CommandFailure.failed(
              "server_left",
              "The server (process "
                  + server.pid()
                  + ") has left; brisk serve starts another, and so does the next brisk edit.");
        }
        silence = why;
      }
    }
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    if (!history.isEmpty()) {
      lines.addAll(TopView.lines(history));
      lines.set(0, lines.getFirst() + "; q quits");
    }
    if (!silence.isEmpty()) {
      lines.addFirst(silence + " Waiting for it; q quits.");
    }
    return lines;
  }
}
