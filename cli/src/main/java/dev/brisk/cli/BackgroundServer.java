package dev.brisk.cli;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.api.WireException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Starts a server that outlives this command, and waits until it is ready. */
final class BackgroundServer {
  private static final Duration READY = Duration.ofSeconds(60);

  /**
   * What runs the launcher: signals of the terminal (Ctrl-C, Ctrl-Z, closing it) are meant for this
   * command and not for the server. A shell can ignore them for the program it becomes; where there
   * is setsid, the server leaves the terminal altogether.
   */
  private static final String DETACHED =
      "trap '' INT HUP QUIT TSTP;"
          + " if command -v setsid >/dev/null 2>&1; then exec setsid \"$0\" serve"
          + " --background; fi; exec \"$0\" serve --background";

  /** How a server begins that finds another one in its state folder. */
  private static final String RUNNING_ALREADY = "A server is running already";

  /** How long another server that holds the lock has to get ready or to leave. */
  private static final Duration ANOTHER = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final StateDir stateDir;

  BackgroundServer(Surroundings surroundings, StateDir stateDir) {
    this.surroundings = surroundings;
    this.stateDir = stateDir;
  }

  /**
   * Starts a server and waits for it, or for one that another command starts at the same time.
   *
   * @param stale the state file's contents that led to no server
   */
  ServerState start(Optional<ServerState> stale) throws InterruptedException {
    var log = stateDir.logFile();
    var from = size(log);
    var process = launch(log);
    try (var wait = new Waiting(surroundings, "Starting the server")) {
      var end = System.nanoTime() + READY.toNanos();
      var again = Long.MAX_VALUE;
      while (System.nanoTime() < end) {
        var ready = ready(stale);
        if (ready.isPresent()) {
          return ready.get();
        }
        if (again == Long.MAX_VALUE && !process.isAlive()) {
          var said = lastLine(log, from);
          if (!said.startsWith(RUNNING_ALREADY)) {
            // It may have been ready between the two looks, and another that was asked may be now.
            var last = ready(stale);
            if (last.isPresent()) {
              return last.get();
            }
            throw CommandFailure.failed("server_start", whyItEnded(log, said));
          }
          // The other server gets ready soon, or it was leaving, and then its place is free. Only a
          // server may try the lock: whoever else did could keep it from one that starts.
          again = System.nanoTime() + ANOTHER.toNanos();
        }
        if (System.nanoTime() > again) {
          again = Long.MAX_VALUE;
          from = size(log);
          process = launch(log);
        }
        wait.tick();
        Thread.sleep(10);
      }
    }
    throw CommandFailure.failed(
        "server_start",
        "The server was not ready after " + READY.toSeconds() + " s; see " + log + ".");
  }

  private Process launch(Path log) {
    var launcher =
        surroundings
            .launcher()
            .orElseThrow(
                () ->
                    CommandFailure.failed(
                        "server_start",
                        "No server is running; start one with brisk serve in Brisk's folder."));
    var builder = new ProcessBuilder("/bin/sh", "-c", DETACHED, launcher.toString());
    builder.environment().put("BRISK_NO_BUILD", "1");
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw CommandFailure.failed(
          "server_start",
          "The server could not be started with " + launcher + "; see whether it can be run.",
          e);
    }
  }

  private Optional<ServerState> ready(Optional<ServerState> stale) {
    try {
      return ServerState.read(stateDir.stateFile())
          .filter(state -> stale.isEmpty() || !stale.get().equals(state))
          .filter(ServerState::processAlive);
    } catch (WireException e) {
      // It was whole when this command began, so somebody is at it; wait for what comes of it.
      return Optional.empty();
    }
  }

  private static String whyItEnded(Path log, String said) {
    return said.isEmpty()
        ? "The server did not start; see " + log + "."
        : "The server did not start: " + said.replaceFirst("\\.$", "") + " (see " + log + ").";
  }

  /** What the server said last, without the program's name. */
  private static String lastLine(Path log, long from) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(from, file.length() - 8192);
      var bytes = new byte[(int) Math.max(0, file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
          .reduce("", (before, line) -> line)
          .replaceFirst("^brisk: ", "");
    } catch (IOException e) {
      return "";
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
