import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.stream.EditClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A Brisk server of one's own, asked over its WebSocket; it drafts from the region. */
final class BriskServer implements Rewriter {
  private final Path folder;
  private final Process process;
  private final EditClient client;

  /**
   * Starts it and waits until it answers.
   *
   * @param launcher the file {@code brisk}
   */
  BriskServer(String launcher, String model, int threads) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("brisk-peers");
    var builder = new ProcessBuilder(launcher, "serve", "--model", model, "--threads", threads + "");
    builder.environment().put("BRISK_STATE_DIR", folder.toString());
    process = builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    // It must not outlive this process, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      var state = state();
      client = EditClient.connect(state.uri(), state.token(), Duration.ofSeconds(5));
    } catch (IOException | InterruptedException | RuntimeException e) {
      end();
      throw e;
    }
  }

  private Path log() {
    return folder.resolve("serve.log");
  }

  private ServerState state() throws IOException, InterruptedException {
    while (process.isAlive()) {
      Optional<ServerState> state = ServerState.read(folder.resolve("server.json"));
      if (state.isPresent()) {
        return state.get();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("brisk serve ended: " + Files.readString(log()));
  }

  @Override
  public Answer rewrite(RewriteCase rewrite, int most) throws InterruptedException {
    var call = client.create(rewrite.message(most));
    EditServerEvent event;
    do {
      event = call.next();
    } while (!call.isLast(event));
    // Output that is no usable edit was written all the same.
    EditStats stats =
        switch (event) {
          case EditCompleted completed -> completed.stats();
          case EditFailed failed -> failed.stats();
          case EditQueued queued -> null;
          case EditStarted started -> null;
          case EditHunk hunk -> null;
        };
    if (stats == null) {
      throw new IllegalStateException("Brisk answered " + event);
    }
    return new Answer(stats.promptTokens(), stats.tokens());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    client.close();
    end();
  }

  private void end() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
