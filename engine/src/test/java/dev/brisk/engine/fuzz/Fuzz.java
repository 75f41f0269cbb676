package dev.brisk.engine.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What {@code tools/fuzz/fuzz} starts: inputs of all kinds in turn, for as long as one wants. */
final class Fuzz {
  private static final class Tally {
    private long inputs;
    private long read;
    private long bytes;
    private long nanoseconds;

    void add(FuzzRun.Cost cost) {
      inputs++;
      read += cost.read() ? 1 : 0;
      bytes = Math.max(bytes, cost.bytes());
      nanoseconds = Math.max(nanoseconds, cost.nanoseconds());
    }
  }

  private final Path folder;
  private final long end;
  private final Map<FuzzKind, Tally> tallies = new ConcurrentHashMap<>();

  /** What is tried at the moment, for when it never ends. */
  private volatile String current = "";

  private volatile boolean failed;

  private Fuzz(Path folder, double minutes) {
    this.folder = folder;
    this.end = System.nanoTime() + (long) (minutes * 60e9);
  }

  /** {@code FOLDER MINUTES SEED} or {@code FOLDER KIND SEED}, which tries one input again. */
  public static void main(String[] args) throws Exception {
    var seed = Long.parseLong(args[2]);
    var again = args[1].matches("[A-Z]+");
    var fuzz = new Fuzz(Path.of(args[0]), again ? 0 : Double.parseDouble(args[1]));
    System.out.println("seed " + seed);
    Runnable work = again ? () -> fuzz.once(FuzzKind.valueOf(args[1]), seed) : () -> fuzz.all(seed);
    var worker = Thread.ofPlatform().daemon().start(work);
    fuzz.watch(worker);
    fuzz.report();
    System.exit(fuzz.failed ? 1 : 0);
  }

  private Tally tally(FuzzKind kind) {
    return tallies.computeIfAbsent(kind, k -> new Tally());
  }

  private void all(long seed) {
    for (var next = seed; System.nanoTime() < end; next++) {
      for (var kind : FuzzKind.values()) {
        once(kind, next);
      }
    }
  }

  private void once(FuzzKind kind, long seed) {
    current = kind + " " + seed;
    var input = kind.make(new Random(seed));
    try {
      tally(kind).add(FuzzRun.of(input));
    } catch (Throwable e) {
      failed = true;
      say(e.toString());
      e.printStackTrace(System.out);
      save(input, kind + "-" + seed);
    }
  }

  /** Waits for the end, or until one input takes far too long. */
  private void watch(Thread worker) throws InterruptedException {
    var seen = "";
    var since = System.nanoTime();
    while (!worker.join(Duration.ofMillis(500))) {
      if (!seen.equals(current)) {
        seen = current;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > TimeUnit.MINUTES.toNanos(2)) {
        failed = true;
        say("takes longer than two minutes");
        for (var frame : worker.getStackTrace()) {
          System.out.println("\tat " + frame);
        }
        var words = seen.split(" ");
        var input = FuzzKind.valueOf(words[0]).make(new Random(Long.parseLong(words[1])));
        save(input, seen.replace(' ', '-'));
        return;
      }
    }
  }

  private void say(String what) {
    System.out.printf("FAILED: %s (tools/fuzz/fuzz --again %s)%n", what, current);
  }

  private void save(FuzzInput input, String name) {
    try {
      input.save(folder, name);
      System.out.println("saved as " + folder.resolve(name) + ".*");
    } catch (IOException e) {
      System.out.println("could not be saved: " + e.getMessage());
    }
  }

  private void report() {
    System.out.println("kind           inputs       read   most MB    most ms");
    for (var kind : FuzzKind.values()) {
      var tally = tally(kind);
      System.out.printf(
          "%-10s %10d %10d %9.1f %10.1f%n",
          kind, tally.inputs, tally.read, tally.bytes / 1e6, tally.nanoseconds / 1e6);
    }
  }
}
