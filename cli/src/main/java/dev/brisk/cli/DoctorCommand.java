package dev.brisk.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.brisk.edit.workspace.UndoJournal;
import dev.brisk.edit.workspace.WorkspaceException;
import dev.brisk.wire.api.Health;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.stream.ServerClient;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code brisk doctor}: what Brisk runs on, and what to do where something is off. */
@Command(
    name = "doctor",
    description = "Shows what Brisk runs on, and a cure wherever something is off.",
    footer = "%nExit codes: 0 all is well, 1 something is off.")
final class DoctorCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;

  private final Surroundings surroundings;
  private boolean off;

  @Mixin final HelpOption help = new HelpOption();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    good("brisk", Version.number() + " in " + home());
    jdk();
    machine();
    stateFolder();
    var health = server();
    if (health.isPresent()) {
      good("model", health.get().model());
      kernels(health.get().kernels());
    } else {
      open("model", "known once a server runs; the first brisk edit or brisk serve starts one");
      open("kernels", "known once a server runs");
    }
    return off ? ExitCode.FAILED : ExitCode.OK;
  }

  private String home() {
    return surroundings
        .launcher()
        .map(Path::getParent)
        .map(Path::toString)
        .orElse("an unknown folder (not started by the launcher)");
  }

  private void jdk() {
    good(
        "JDK",
        Runtime.version()
            + " by "
            + System.getProperty("java.vendor")
            + " in "
            + System.getProperty("java.home"));
  }

  private void machine() {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores > 1) {
      good("cores", Integer.toString(cores));
    } else {
      bad("cores", "1", "give Brisk a second core: the engine computes on all of them");
    }
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double total = (double) system.getTotalMemorySize() / GIB;
    double free = (double) system.getFreeMemorySize() / GIB;
    var figures = String.format(Locale.ROOT, "%.1f GiB, %.1f GiB of it unused", total, free);
    if (total >= 1) {
      good("memory", figures);
    } else {
      bad("memory", figures, "give Brisk 1 GiB: the built-in model needs about half of that");
    }
  }

  private void stateFolder() {
    var folder = surroundings.stateDir().path();
    try {
      surroundings.stateDir().create();
      if (!Files.isWritable(folder)) {
        bad("state", folder.toString(), "make it writable or set BRISK_STATE_DIR");
        return;
      }
      int edits = new UndoJournal(folder).list().size();
      good("state", folder + ", " + edits + (edits == 1 ? " edit" : " edits") + " in the journal");
    } catch (WireException | WorkspaceException e) {
      bad("state", folder.toString(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<Health> server() throws InterruptedException {
    Optional<ServerState> state;
    try {
      state = new Servers(surroundings).find();
    } catch (WireException e) {
      bad("server", "unknown", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    if (state.isEmpty()) {
      open("server", "not running; the next brisk edit starts one");
      return Optional.empty();
    }
    var found = state.get();
    try (var client = new ServerClient(found.uri(), found.token(), Duration.ofSeconds(5))) {
      var health = client.health();
      good(
          "server",
          String.format(
              Locale.ROOT,
              "version %s, process %d, at %s, up for %s",
              health.version(),
              health.pid(),
              found.uri(),
              Duration.ofSeconds(health.uptimeSeconds())
                  .toString()
                  .substring(2)
                  .toLowerCase(Locale.ROOT)));
      return Optional.of(health);
    } catch (WireException e) {
      bad("server", "process " + found.pid() + " does not answer", "run brisk stop");
      return Optional.empty();
    }
  }

  /** The server says which kernels compute, why, and how to get faster ones. */
  private void kernels(String description) {
    if (description.toLowerCase(Locale.ROOT).startsWith("scalar")) {
      off = true;
      line("off", "kernels", description);
    } else {
      good("kernels", description);
    }
  }

  private void good(String what, String text) {
    line("ok", what, text);
  }

  private void open(String what, String text) {
    line("-", what, text);
  }

  private void bad(String what, String text, String cure) {
    off = true;
    line("off", what, text + ": " + cure);
  }

  private void line(String mark, String what, String text) {
    surroundings.out().printf(Locale.ROOT, "%-3s  %-8s %s%n", mark, what, text);
  }
}
