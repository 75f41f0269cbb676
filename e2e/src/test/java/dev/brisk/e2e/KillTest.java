package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever the command or the server is killed, the file is the old one or the new one.
 *
 * <p>A third of the moments are drawn from the whole time that the command takes. Writing takes
 * only the last few milliseconds of it, so the others begin when the command has shown the change
 * and is about to write.
 */
class KillTest {
  private static final int COMMAND_KILLS = 190;
  private static final int SERVER_KILLS = 10;

  /** Large enough for its writing to take a while. */
  private static final String OLD = Samples.BASKET + "// padding\n".repeat(20_000);

  private static final String NEW = OLD.replace("sum", "total");
  private static final long WRITING_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private Brisk brisk;
  private Path file;
  private Random random;
  private long duration;
  private int old;
  private int changed;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("brisk.seed", System.nanoTime());
    System.out.println("Moments are drawn with -Dbrisk.seed=" + seed);
    random = new Random(seed);
    brisk = Brisk.in(folder);
    brisk.server();
    file = brisk.file("Large.java", OLD);
    // Once to warm up, once to measure.
    for (int i = 0; i < 2; i++) {
      duration = uninterrupted();
      restore();
    }
  }

  @AfterEach
  void close() {
    brisk.close();
  }

  @Test
  void a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() throws Exception {
    for (int i = 0; i < COMMAND_KILLS; i++) {
      killCommand(i % 3 == 0);
      restore();
    }
    for (int i = 0; i < SERVER_KILLS; i++) {
      killServer();
      restore();
    }
    System.out.printf(
        "Of %d kills %d left the old file and %d the new one.%n", old + changed, old, changed);
    assertThat(old).isPositive();
    assertThat(changed).isPositive();
    // What was interrupted has not spoilt what is needed later.
    assertThat(brisk.run("undo", "--list").code()).isZero();
    assertThat(uninterrupted()).isPositive();
    assertThat(brisk.run("undo").code()).isZero();
    assertThat(file).hasContent(OLD);
  }

  private void killCommand(boolean anywhere) throws Exception {
    var command = start();
    if (!anywhere) {
      awaitFigures(command);
    }
    Await.pass((long) (random.nextDouble() * (anywhere ? duration : WRITING_NANOS)));
    command.destroyForcibly().waitFor();
    count();
  }

  private void killServer() throws Exception {
    var server = brisk.serverProcess();
    var command = start();
    Await.pass((long) (random.nextDouble() * duration));
    Await.killed(server);
    command.getInputStream().readAllBytes();
    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    boolean isNew = count();
    assertThat(command.exitValue()).isEqualTo(isNew ? 0 : 1);
  }

  private Process start() throws IOException {
    return brisk
        .command("edit", "Large.java", "--lines", "3:7", Samples.RENAME, "--apply")
        .redirectOutput(ProcessBuilder.Redirect.PIPE)
        .start();
  }

  /** Reads up to the line of figures, which is the last one before the file is written. */
  private static void awaitFigures(Process command) throws IOException {
    var reader = command.inputReader();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("without a model")) {
        return;
      }
    }
  }

  private boolean count() throws IOException {
    var text = Files.readString(file);
    boolean isNew = text.equals(NEW);
    assertThat(isNew || text.equals(OLD))
        .as("a file of %d characters, which is neither the old nor the new one", text.length())
        .isTrue();
    if (isNew) {
      changed++;
    } else {
      old++;
    }
    return isNew;
  }

  private void restore() throws IOException {
    if (!Files.readString(file).equals(OLD)) {
      Files.writeString(file, OLD);
    }
  }

  /** Applies the edit once in peace and returns how long it took. */
  private long uninterrupted() throws Exception {
    long begin = System.nanoTime();
    var outcome = brisk.run("edit", "Large.java", "--lines", "3:7", Samples.RENAME, "--apply");
    long nanos = System.nanoTime() - begin;
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(NEW);
    return nanos;
  }
}
