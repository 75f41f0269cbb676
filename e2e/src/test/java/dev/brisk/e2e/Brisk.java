package dev.brisk.e2e;

import dev.brisk.wire.api.ServerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The product as a person has it: the launcher, in a folder of one's own, with a state folder of
 * one's own. Closing it stops the server that it started.
 */
final class Brisk implements AutoCloseable {
  private final Path launcher;
  private final Path folder;
  private final Path home;
  private final Path state;

  private Brisk(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
    this.home = folder.resolve("home");
    this.state = folder.resolve("state");
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's launcher, with home and state in {@code folder}. */
  static Brisk in(Path folder) {
    return new Brisk(Checkout.launcher(), folder);
  }

  /** The same with another launcher. */
  Brisk by(Path otherLauncher) {
    return new Brisk(otherLauncher, folder);
  }

  Path state() {
    return state;
  }

  Path home() {
    return home;
  }

  /** A file to edit. */
  Path file(String name, String text) {
    return file(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Path file(String name, byte[] bytes) {
    try {
      return Files.write(home.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command said. */
  record Outcome(int code, String out, String err) {
    /** The only line on the error stream, or a complaint. */
    String sentence() {
      var lines = err.lines().toList();
      return lines.size() == 1 ? lines.getFirst() : "not one line but " + lines.size() + ": " + err;
    }
  }

  /** Runs a command to its end. */
  Outcome run(String... args) {
    return run(Map.of(), args);
  }

  Outcome run(Map<String, String> environment, String... args) {
    try {
      var out = Files.createTempFile("brisk", ".out");
      var err = Files.createTempFile("brisk", ".err");
      try {
        var builder = command(args);
        builder.environment().putAll(environment);
        var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("still runs after 90 s: " + List.of(args));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A command that is not started yet; its output goes nowhere unless that is changed. */
  ProcessBuilder command(String... args) {
    var words = new ArrayList<String>();
    words.add(launcher.toString());
    words.addAll(List.of(args));
    var builder = new ProcessBuilder(words).directory(home.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("BRISK_STATE_DIR", state.toString());
    builder.environment().put("BRISK_NO_BUILD", "1");
    return builder;
  }

  /** The running server, after starting one with these options if there is none. */
  ServerState server(String... options) {
    var running = running();
    if (running.isPresent()) {
      return running.get();
    }
    try {
      Files.createDirectories(state);
      var log = state.resolve("test-server.log");
      var words = Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
      var process = command(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Await.until("the server is ready", () -> !process.isAlive() || running().isPresent());
      return running().orElseThrow(() -> new IllegalStateException("no server: " + log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ServerState> running() {
    return ServerState.read(state.resolve("server.json")).filter(ServerState::processAlive);
  }

  ProcessHandle serverProcess() {
    return ProcessHandle.of(server().pid()).orElseThrow();
  }

  @Override
  public void close() {
    var file = state.resolve("server.json");
    if (Files.exists(file)) {
      ServerState.read(file)
          .flatMap(server -> ProcessHandle.of(server.pid()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
