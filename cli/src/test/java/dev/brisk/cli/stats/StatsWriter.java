package dev.brisk.cli.stats;

import dev.brisk.wire.api.StateDir;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that adds many moments to a record. */
final class StatsWriter {
  private StatsWriter() {}

  static Process start(Path state, int number, int lines, long at) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-p",
            System.getProperty("jdk.module.path"),
            "--patch-module",
            "dev.brisk.cli=" + classes(),
            "-m",
            "dev.brisk.cli/" + StatsWriter.class.getName(),
            state.toString(),
            Integer.toString(number),
            Integer.toString(lines),
            Long.toString(at))
        .redirectErrorStream(true)
        .start();
  }

  public static void main(String[] args) {
    var folder = StatsFolder.in(new StateDir(Path.of(args[0])), Map.of());
    int lines = Integer.parseInt(args[2]);
    long at = Long.parseLong(args[3]);
    for (int i = 0; i < lines; i++) {
      folder.add(new Moment.Undone(at + i, args[1] + "-" + i));
    }
  }

  /** Where the classes of the tests are. */
  private static String classes() {
    var source = StatsWriter.class.getProtectionDomain().getCodeSource();
    // Patched into the module, the tests have the module's own place.
    return Path.of(source.getLocation().getPath()).resolveSibling("test-classes").toString();
  }
}
