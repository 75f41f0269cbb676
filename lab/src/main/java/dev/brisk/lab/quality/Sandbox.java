package dev.brisk.lab.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program that nobody has read, under limits. Where the system allows it, the program has
 * namespaces of its own: no network, nobody else's processes, and a small disk in memory for all
 * that it writes; what it started ends with it. As root it is run as nobody. Only on Linux, by
 * {@code unshare}, {@code setpriv} and {@code prlimit} of util-linux.
 */
final class Sandbox {
  /**
   * Its arguments: the size of the disk, then the command. The current folder stays the one of
   * outside until the copy is made, whatever is mounted over its path.
   */
  private static final String OWN_DISK =
      """
      size=$1; shift
      for place in /tmp /var/tmp /dev/shm; do
        [ -d "$place" ] && { mount -t tmpfs -o "size=$size,mode=1777" tmpfs "$place" || exit 125; }
      done
      while read -r _ place _ options _; do
        place=$(printf %b "$place")
        case $place in /tmp|/var/tmp|/dev|/dev/*|/proc|/proc/*|/sys|/sys/*) continue ;; esac
        kept=$(printf %s "$options" | tr , '\\n' | grep -xE 'nosuid|nodev|noexec|noatime|nodiratime|relatime' | tr '\\n' ,)
        mount -o "remount,bind,ro,$kept" "$place" 2>/dev/null || [ ! -w "$place" ] || exit 125
      done </proc/self/mounts
      mkdir /tmp/work && cp -R . /tmp/work && chmod -R a+rwX /tmp/work && cd /tmp/work || exit 125
      export HOME=/tmp/work
      exec "$@"
      """;

  private static final List<String> NAMESPACES =
      List.of("--net", "--ipc", "--pid", "--mount", "--fork", "--kill-child");

  private static final int OUTPUT_KEPT = 2_000;

  /** How much there is between the program and the machine. */
  private enum Walls {
    AS_ROOT,
    AS_USER,
    LIMITS_ONLY
  }

  /**
   * How a program ended.
   *
   * @param timedOut whether it was killed for its wall time
   * @param code its exit code; 128 and the signal's number where one killed it
   * @param output the end of what it wrote
   */
  record Exit(boolean timedOut, int code, String output) {
    boolean ok() {
      return !timedOut && code == 0;
    }
  }

  private final Walls walls;

  private Sandbox(Walls walls) {
    this.walls = walls;
  }

  /** The best that this machine allows; none where not even limits can be set. */
  static Optional<Sandbox> find() {
    return working().findFirst();
  }

  /** All sorts that work here, the best first. */
  static Stream<Sandbox> working() {
    return Arrays.stream(Walls.values()).map(Sandbox::new).filter(Sandbox::works);
  }

  /** Whether programs have no network. */
  boolean networkCutOff() {
    return walls != Walls.LIMITS_ONLY;
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param folder what it finds in its current folder; where it has a disk of its own, a copy
   * @throws IOException if it cannot be started
   */
  Exit run(Path folder, List<String> command, Limits limits)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("brisk-sandbox", ".out");
    try {
      var builder =
          new ProcessBuilder(walled(command, limits))
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
      builder.environment().clear();
      builder.environment().putAll(Map.of("PATH", path, "LANG", "C.UTF-8", "HOME", "."));
      var process = builder.start();
      var ended = process.waitFor(limits.seconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Exit(!ended, process.exitValue(), tail(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private boolean works() {
    try {
      var folder = Files.createTempDirectory("brisk-sandbox");
      try {
        return run(folder, List.of("true"), Limits.TESTS).ok();
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> walled(List<String> command, Limits limits) {
    var all = new ArrayList<String>();
    if (walls != Walls.LIMITS_ONLY) {
      all.add("unshare");
      if (walls == Walls.AS_USER) {
        all.addAll(List.of("--user", "--map-root-user"));
      }
      all.addAll(NAMESPACES);
      all.addAll(List.of("sh", "-c", OWN_DISK, "sh", Long.toString(limits.diskBytes())));
    }
    if (walls == Walls.AS_ROOT) {
      all.addAll(
          List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"));
    } else if (walls == Walls.AS_USER) {
      // In its namespace it is root, which may undo what was mounted.
      all.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"));
    }
    all.addAll(
        List.of(
            "prlimit",
            "--cpu=" + limits.cpuSeconds(),
            "--as=" + limits.memoryBytes(),
            "--fsize=" + limits.fileBytes(),
            "--nofile=256",
            "--core=0"));
    all.add("--nproc=" + (limits.processes() + (walls == Walls.AS_ROOT ? 0 : alreadyRunning())));
    all.addAll(command);
    return all;
  }

  /** The threads of this user, which the limit counts too. */
  private static int alreadyRunning() {
    var user = ProcessHandle.current().info().user();
    return (int)
        ProcessHandle.allProcesses()
            .filter(p -> p.info().user().equals(user))
            .mapToLong(p -> Math.max(1, threads(p.pid())))
            .sum();
  }

  private static long threads(long pid) {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.count();
    } catch (IOException e) {
      return 1;
    }
  }

  private static String tail(Path output) throws IOException {
    var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - OUTPUT_KEPT));
  }
}
