package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server looked at: once, and in a real terminal. */
class TopTest {
  @TempDir private Path folder;
  private Brisk brisk;

  @BeforeEach
  void open() {
    brisk = Brisk.in(folder);
  }

  @AfterEach
  void close() throws Exception {
    if (hasTmux()) {
      tmux("kill-server");
    }
    brisk.close();
  }

  @Test
  void once_writes_what_the_server_did() {
    var server = brisk.server();
    brisk.file("A.java", Samples.BASKET);
    assertThat(brisk.run(Samples.byModel("A.java", "--dry-run")).code()).isZero();

    var outcome = brisk.run("top", "--once");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.out())
        .doesNotContain("\033")
        .contains("process " + server.pid())
        .contains("0 running, 0 queued, 1 ended", "1 made, 0 not")
        .containsPattern("first token +\\d")
        .containsPattern(server.model() + " +0 +0 +0 +0 ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void without_a_server_or_a_terminal_it_says_so() {
    var none = brisk.run("top", "--once");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.sentence()).startsWith("brisk: No server is running").endsWith(".");

    var piped = brisk.run("top");
    assertThat(piped.code()).isEqualTo(2);
    assertThat(piped.sentence()).contains("--once").endsWith(".");
  }

  @Test
  void it_is_drawn_again_and_again_and_gives_the_terminal_back() throws Exception {
    Assumptions.assumeTrue(hasTmux(), "Skipped: the terminal tests need tmux and bash.");
    var server = brisk.server();
    for (var key : List.of("q", "C-c")) {
      top();
      awaitScreen("process " + server.pid());
      awaitScreen("q quits");
      tmux("resize-window", "-x", "60", "-y", "8");
      Await.until(
          "it is cut to the new size", () -> lines() <= 8 && !screen().contains("prefix f"));
      tmux("resize-window", "-x", "80", "-y", "24");
      awaitScreen("prefix found");
      tmux("send-keys", key);
      awaitScreen("exit code 0");
      theTerminalIsAsItWas();
      tmux("kill-server");
      // A session that is asked for meanwhile would end with the server.
      Await.until("tmux has left", () -> !run("list-sessions").contains("windows"));
    }
  }

  @Test
  void an_edit_shows_while_it_is_open() throws Exception {
    Assumptions.assumeTrue(hasTmux(), "Skipped: the terminal tests need tmux and bash.");
    brisk.server();
    top();
    awaitScreen("0 made, 0 not");
    brisk.file("A.java", Samples.BASKET);
    assertThat(brisk.run(Samples.byModel("A.java", "--dry-run")).code()).isZero();
    awaitScreen("1 made, 0 not");
    tmux("send-keys", "q");
    awaitScreen("exit code 0");
  }

  @Test
  void a_server_that_dies_ends_it_with_a_sentence() throws Exception {
    Assumptions.assumeTrue(hasTmux(), "Skipped: the terminal tests need tmux and bash.");
    var server = brisk.server();
    top();
    awaitScreen("q quits");
    Await.killed(brisk.serverProcess());
    awaitScreen("brisk: The server (process " + server.pid() + ") has left;");
    awaitScreen("exit code 1");
    theTerminalIsAsItWas();
  }

  private void top() throws Exception {
    Files.deleteIfExists(brisk.home().resolve("stty.after"));
    tmux("new-session", "-d", "-x", "80", "-y", "24", "env PS1=: bash --norc");
    awaitScreen(":");
    var line =
        "cd '%s' && clear && stty -g >stty.before && BRISK_STATE_DIR='%s' BRISK_NO_BUILD=1 '%s' top; echo exit code $?; stty -g >stty.after"
            .formatted(brisk.home(), brisk.state(), Checkout.launcher());
    tmux("send-keys", line, "Enter");
  }

  private void theTerminalIsAsItWas() throws Exception {
    var after = brisk.home().resolve("stty.after");
    Await.until("the settings were asked for again", () -> after.toFile().length() > 0);
    assertThat(after).hasSameTextualContentAs(brisk.home().resolve("stty.before"));
    // The page of the shell is back, and its cursor.
    assertThat(tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .isEqualTo("0 1");
  }

  private void awaitScreen(String text) {
    Await.until("the screen shows: " + text, () -> screen().contains(text));
  }

  private long lines() {
    return screen().lines().count();
  }

  private String screen() {
    return run("capture-pane", "-p");
  }

  private String run(String... arguments) {
    try {
      return tmux(arguments);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String tmux(String... arguments) throws Exception {
    var words =
        new ArrayList<>(
            List.of("tmux", "-u", "-S", folder.resolve("tmux").toString(), "-f", "/dev/null"));
    words.addAll(List.of(arguments));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static boolean hasTmux() {
    return Stream.of("tmux", "bash")
        .allMatch(
            program ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program))));
  }
}
