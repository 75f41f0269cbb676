package dev.brisk.cli;

import dev.brisk.cli.top.Snapshot;
import dev.brisk.cli.top.Top;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.stream.ServerClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk top}: what the server is doing, as it does it. */
@Command(
    name = "top",
    description = {
      "Shows what the running server does: streams, queue, tokens a second, times to the first token"
          + " and between tokens over the last minute, drafts, prefix cache, memory.",
      "It is drawn again every second; q or Ctrl-C ends it."
    },
    footer = {
      "%nExamples:",
      "  brisk top",
      "  brisk top --once",
      "%nExit codes: 0 left by a key, 1 no server runs or it has left."
    })
final class TopCommand implements Callable<Integer> {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Surroundings surroundings;

  @Option(names = "--once", description = "Writes it once, without a terminal.")
  private boolean once;

  @Mixin final HelpOption help = new HelpOption();

  TopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!once && !surroundings.asks()) {
      throw CommandFailure.usage(
          "There is no terminal to draw on; give --once to have it written once.");
    }
    var server = server();
    try (var client = new ServerClient(server.uri(), server.token(), ANSWER)) {
      if (once) {
        surroundings.out().print(Snapshot.of(client));
        return ExitCode.OK;
      }
      return new Top(surroundings, server, client).run();
    }
  }

  private ServerState server() {
    return new Servers(surroundings)
        .find()
        .orElseThrow(
            () ->
                CommandFailure.failed(
                    "no_server",
                    "No server is running; brisk serve starts one, and so does the next brisk"
                        + " edit."));
  }
}
