package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.api.ServerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is started, found, replaced and stopped without the person's doing. */
class ServerLifeTest {
  private Brisk brisk;

  @BeforeEach
  void open(@TempDir Path folder) {
    brisk = Brisk.in(folder);
  }

  @AfterEach
  void close() {
    brisk.close();
  }

  @Test
  void two_commands_that_start_at_once_end_with_one_server() throws Exception {
    var one = brisk.file("One.java", Samples.BASKET);
    var two = brisk.file("Two.java", Samples.BASKET);

    var first = start("One.java");
    var second = start("Two.java");

    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    assertThat(second.exitValue()).isZero();
    assertThat(one).hasContent(Samples.RENAMED);
    assertThat(two).hasContent(Samples.RENAMED);
    assertThat(Files.readString(brisk.state().resolve("server.log")))
        .containsOnlyOnce("is ready on");
    var state = brisk.state().resolve("server.json");
    assertThat(Files.getPosixFilePermissions(state))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    stopLeavesNothingBehind(ServerState.read(state).orElseThrow());
  }

  private void stopLeavesNothingBehind(ServerState server) {
    var process = ProcessHandle.of(server.pid()).orElseThrow();
    var outcome = brisk.run("stop");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).startsWith("Stopped the server");
    assertThat(process.isAlive()).isFalse();
    assertThat(brisk.state().resolve("server.json")).doesNotExist();
    assertThat(brisk.run("stop").out()).isEqualTo("No server is running.\n");
  }

  @Test
  void the_state_file_of_a_killed_server_is_replaced() {
    var killed = brisk.server();
    Await.killed(brisk.serverProcess());
    assertThat(brisk.state().resolve("server.json")).exists();
    assertThat(brisk.run("stop").out()).isEqualTo("No server is running.\n");
    var file = brisk.file("Stale.java", Samples.BASKET);

    var outcome = brisk.run("edit", "Stale.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.err()).startsWith("Starting the server …");
    assertThat(file).hasContent(Samples.RENAMED);
    assertThat(brisk.server().pid()).isNotEqualTo(killed.pid());
  }

  @Test
  void a_process_that_got_the_id_of_a_killed_server_is_not_taken_for_it() {
    var killed = brisk.server();
    Await.killed(brisk.serverProcess());
    var file = brisk.state().resolve("server.json");
    // This test's own process stands for the one that got the id.
    new ServerState(
            ProcessHandle.current().pid(),
            killed.port(),
            killed.token(),
            killed.version(),
            killed.model(),
            killed.startedAt(),
            killed.executableStamp(),
            killed.background())
        .write(file);

    assertThat(brisk.run("stop").out()).isEqualTo("No server is running.\n");
    brisk.file("Reused.java", Samples.BASKET);
    var outcome = brisk.run("edit", "Reused.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void a_server_of_another_build_is_replaced() {
    Assumptions.assumeTrue(
        Files.exists(Checkout.root().resolve("target/image/stamp")),
        "Skipped: only a build by the launcher has a stamp.");
    var old = brisk.server();
    var file = brisk.state().resolve("server.json");
    new ServerState(
            old.pid(),
            old.port(),
            old.token(),
            old.version(),
            old.model(),
            old.startedAt(),
            "old",
            true)
        .write(file);
    brisk.file("Build.java", Samples.BASKET);

    var outcome = brisk.run("edit", "Build.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.err()).startsWith("The server is of an older build");
    assertThat(ProcessHandle.of(old.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_server_that_a_person_started_is_used_whatever_its_build() {
    var own = brisk.server();
    assertThat(own.background()).isFalse();
    var file = brisk.state().resolve("server.json");
    new ServerState(
            own.pid(),
            own.port(),
            own.token(),
            own.version(),
            own.model(),
            own.startedAt(),
            "old",
            own.background())
        .write(file);
    brisk.file("Own.java", Samples.BASKET);

    var outcome = brisk.run("edit", "Own.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(ProcessHandle.of(own.pid()).filter(ProcessHandle::isAlive)).isPresent();
  }

  @Test
  void a_server_that_a_command_started_says_so() {
    brisk.file("Started.java", Samples.BASKET);
    var outcome = brisk.run("edit", "Started.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(brisk.server().background()).isTrue();
  }

  /** This test holds the lock as a server does that is just leaving. */
  @Test
  void a_server_that_is_just_leaving_is_waited_for() throws Exception {
    var file = brisk.file("Leaving.java", Samples.BASKET);
    Files.createDirectories(brisk.state());
    var log = brisk.state().resolve("server.log");
    try (var channel =
            FileChannel.open(
                brisk.state().resolve("server.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      var command = start("Leaving.java");
      Await.until("a server has found the lock taken", () -> says(log, "running already"));
      lock.release();

      assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(command.exitValue()).isZero();
    }
    assertThat(file).hasContent(Samples.RENAMED);
  }

  private static boolean says(Path log, String words) {
    try {
      return Files.exists(log) && Files.readString(log).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_server_that_does_not_answer_is_said() throws Exception {
    var server = brisk.serverProcess();
    var file = brisk.file("Hangs.java", Samples.BASKET);
    signal("STOP", server);
    try {
      var outcome = brisk.run("edit", "Hangs.java", "--lines", "3:7", Samples.RENAME, "--apply");

      assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.sentence()).contains("does not answer").contains("brisk stop");
      assertThat(file).hasContent(Samples.BASKET);
    } finally {
      signal("CONT", server);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Killed at the moment at which the command has sent what it wants. */
  @Test
  void a_server_killed_during_an_edit_is_said_and_the_file_stays() throws Exception {
    var file = brisk.file("Killed.java", Samples.BASKET);
    var server = brisk.serverProcess();
    var err = brisk.home().resolve("err");
    try (var _ = Between.commandAnd(brisk, () -> Await.killed(server))) {
      var command =
          brisk
              .command("edit", "Killed.java", "--lines", "3:7", Samples.RENAME, "--apply")
              .redirectError(err.toFile())
              .start();
      assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(command.exitValue()).isEqualTo(1);
    }

    assertThat(Files.readString(err))
        .startsWith("brisk: ")
        .endsWith(".\n")
        .doesNotContain("Exception");
    assertThat(file).hasContent(Samples.BASKET);
  }

  private Process start(String name) throws Exception {
    return brisk.command("edit", name, "--lines", "3:7", Samples.RENAME, "--apply").start();
  }
}
