package dev.brisk.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real process of this module, with a state folder of its own. */
final class BriskProcess implements AutoCloseable {
  final Process process;
  private final Path out;
  private final Path err;

  private BriskProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static BriskProcess start(Path state, String... args) throws IOException {
    return withInput(state, "", args);
  }

  /** With more in its environment. */
  static BriskProcess start(Path state, Map<String, String> environment, String... args)
      throws IOException {
    return start(state, "", environment, args);
  }

  static BriskProcess withInput(Path state, String input, String... args) throws IOException {
    return start(state, input, Map.of(), args);
  }

  private static BriskProcess start(
      Path state, String input, Map<String, String> environment, String... args)
      throws IOException {
    Path folder = Files.createDirectories(state.resolveSibling(state.getFileName() + ".io"));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
    command.addAll(List.of("-m", "dev.brisk.server/dev.brisk.server.Main"));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("BRISK_STATE_DIR", state.toString());
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    return new BriskProcess(builder.start(), out, err);
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(50, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it said: " + output() + errors());
    }
    return process.exitValue();
  }

  /** Waits until it has said this on standard output. */
  BriskProcess said(String text) {
    until("it says " + text, () -> output().contains(text));
    return this;
  }

  /** Waits for something that shows outside of the process, or for its end. */
  void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(50).toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() && !condition.getAsBoolean()) {
        throw new AssertionError("it ended before " + what + ": " + output() + errors());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain until " + what + ": " + output() + errors());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  String output() {
    return read(out);
  }

  /** What it said on standard error, without the JDK's own remark about the Vector API. */
  String errors() {
    return read(err).replaceAll("WARNING: Using incubator modules.*\\R", "");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
