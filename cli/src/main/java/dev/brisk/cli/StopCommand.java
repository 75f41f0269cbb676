package dev.brisk.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code brisk stop}: ends the server. */
@Command(
    name = "stop",
    description = "Stops the server, if one is running; the next edit starts another.")
final class StopCommand implements Runnable {
  private final Surroundings surroundings;

  @Mixin final HelpOption help = new HelpOption();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    var servers = new Servers(surroundings);
    var state = servers.find();
    if (state.isEmpty()) {
      surroundings.out().println("No server is running.");
      return;
    }
    try {
      if (servers.stop(state.get())) {
        surroundings.out().println("Stopped the server (process " + state.get().pid() + ").");
      } else {
        surroundings.out().println("No server is running.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", "The wait for the server was interrupted.", e);
    }
  }
}
