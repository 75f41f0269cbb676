package dev.brisk.server.store;

import dev.brisk.server.config.StoreSection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A Redis or Valkey of the distribution on a free port, which ends with the test. */
public final class RedisServer implements AutoCloseable {
  private final String program;
  private final Path folder;
  private final int port;
  private final List<String> options;
  private @Nullable Process process;

  private RedisServer(String program, Path folder, List<String> options) throws IOException {
    this.program = program;
    this.folder = folder;
    this.options = options;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** Starts one; the test is skipped where none is installed. */
  public static RedisServer start(Path folder, String... options) throws Exception {
    var program = installed();
    Assumptions.assumeTrue(
        program.isPresent(), "neither valkey-server nor redis-server is installed");
    var server = new RedisServer(program.get(), folder, List.of(options));
    server.start();
    return server;
  }

  private static Optional<String> installed() {
    return Stream.of("valkey-server", "redis-server")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::isExecutable)
                    .map(Path::toString))
        .findFirst();
  }

  /** Starts it again on the same port, with nothing in it. */
  public void start() throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                program,
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString()));
    command.addAll(options);
    var started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    process = started;
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new AssertionError(
            "it does not start: " + Files.readString(folder.resolve("redis.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills it as a power cut would. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Makes it hang: its connections stay, and nothing answers. */
  public void hang() throws Exception {
    signal("-STOP");
  }

  /** Goes on after {@link #hang}. */
  public void goOn() throws Exception {
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    if (process != null) {
      new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /** Where it is. */
  public StoreSection where() {
    return StoreSection.of("redis://127.0.0.1:" + port + "/0");
  }

  @Override
  public void close() {
    kill();
  }
}
