package dev.brisk.cli;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.stream.EditClient;
import dev.brisk.wire.stream.ServerClient;
import java.time.Duration;
import java.util.Optional;

/** The server of the state folder: found if it runs, started if not, stopped. */
final class Servers {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A server that is well answers this at once. */
  private static final Duration HEALTH = Duration.ofSeconds(1);

  private static final Duration LEAVE = Duration.ofSeconds(5);

  private final Surroundings surroundings;
  private final StateDir stateDir;

  Servers(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.stateDir = surroundings.stateDir();
  }

  /**
   * The server that the state file speaks of, if its process lives. The process may be another
   * program's by now, so only an answer proves it.
   *
   * @throws WireException if the state file is broken
   */
  Optional<ServerState> find() {
    return ServerState.read(stateDir.stateFile()).filter(ServerState::processAlive);
  }

  /**
   * A connection to the running server, or to one that this starts.
   *
   * @throws WireException if the state file is broken
   * @throws CommandFailure if no server can be started
   */
  EditClient connect() throws InterruptedException {
    var state = find();
    // One that a person started stays what he started: with his model, until he ends it.
    if (state.isPresent() && state.get().background() && isOfOtherBuild(state.get())) {
      surroundings.err().println("The server is of an older build; a new one takes its place.");
      stop(state.get());
      state = Optional.empty();
    }
    if (state.isPresent()) {
      try {
        return EditClient.connect(state.get().uri(), state.get().token(), CONNECT);
      } catch (WireException e) {
        if (find().filter(state.get()::equals).isPresent()) {
          if (answers(state.get())) {
            throw e;
          }
          if (ProcessHandle.of(state.get().pid()).filter(Servers::isServer).isPresent()) {
            throw CommandFailure.failed(
                "server_unreachable",
                "The server (process "
                    + state.get().pid()
                    + ") does not answer; end it with brisk stop and try again.",
                e);
          }
        }
        // The state file of a server that was killed, whose process id lives on as something else,
        // or of one that is just leaving: either way a new one is needed.
      }
    }
    stateDir.create();
    var started = new BackgroundServer(surroundings, stateDir).start(state);
    return EditClient.connect(started.uri(), started.token(), CONNECT);
  }

  /**
   * Asks the server to leave and waits until it has; ends its process if it does not leave.
   *
   * @return false if nobody answers there, so that the process is not, or no longer, the server's
   */
  boolean stop(ServerState state) throws InterruptedException {
    var process = ProcessHandle.of(state.pid());
    try (var client = new ServerClient(state.uri(), state.token(), CONNECT)) {
      client.shutdown();
    } catch (WireException e) {
      // Nobody answers: a server that hangs is ended, another program that has its id is not.
      if (process.filter(Servers::isServer).isEmpty()) {
        return false;
      }
    }
    if (process.isEmpty() || awaitExit(process.get(), LEAVE)) {
      return true;
    }
    process.get().destroy();
    if (!awaitExit(process.get(), LEAVE)) {
      process.get().destroyForcibly();
      awaitExit(process.get(), LEAVE);
    }
    return true;
  }

  private boolean isOfOtherBuild(ServerState state) {
    return !surroundings.stamp().isEmpty()
        && !state.executableStamp().isEmpty()
        && !state.executableStamp().equals(surroundings.stamp());
  }

  private static boolean isServer(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains("dev.brisk.server"))
        .isPresent();
  }

  private static boolean answers(ServerState state) throws InterruptedException {
    try (var client = new ServerClient(state.uri(), state.token(), HEALTH)) {
      return client.health().pid() == state.pid();
    } catch (WireException e) {
      return false;
    }
  }

  private static boolean awaitExit(ProcessHandle process, Duration most)
      throws InterruptedException {
    var end = System.nanoTime() + most.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }
}
