package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal: a real one, of tmux. */
class TerminalTest {
  private static final String QUESTION = "Apply? y yes, n no, r redirect, q quit";

  private static Brisk brisk;
  private static Path sockets;

  /** A new one for each terminal: a tmux that was ended may still be there for a moment. */
  private static int terminals;

  private Path file;

  @BeforeAll
  static void open(@TempDir Path folder) {
    Assumptions.assumeTrue(hasTmux(), "Skipped: the terminal tests need tmux and bash.");
    brisk = Brisk.in(folder);
    brisk.server();
    sockets = folder;
  }

  @AfterAll
  static void close() {
    if (brisk != null) {
      brisk.close();
    }
  }

  @BeforeEach
  void layOut() {
    file = brisk.file("Basket.java", Samples.BASKET);
  }

  @AfterEach
  void closeTerminal() throws Exception {
    tmux("kill-server");
  }

  @Test
  void yes_applies_what_is_shown_in_colours() throws Exception {
    edit("");
    awaitScreen(QUESTION);
    assertThat(tmux("capture-pane", "-p", "-e")).contains("\033[32m").contains("\033[31m");
    assertThat(file).hasContent(Samples.BASKET);

    type("y");

    awaitScreen("Applied to Basket.java");
    awaitScreen("exit code 0");
    theTerminalIsAsItWas();
    assertThat(file).hasContent(Samples.RENAMED);
  }

  @Test
  void no_and_quit_leave_the_file_alone() throws Exception {
    for (var key : new String[] {"n", "q", "C-c"}) {
      edit("");
      awaitScreen(QUESTION);
      type(key);
      awaitScreen("exit code 1");
      assertThat(screen()).contains("Not applied");
      tmux("kill-server");
    }
    assertThat(file).hasContent(Samples.BASKET);
    assertThat(brisk.run("stats").out()).containsPattern("instant +\\d+ +\\d+ +[1-9]");
  }

  @Test
  void redirect_takes_another_instruction() throws Exception {
    edit("");
    awaitScreen(QUESTION);
    type("r");
    awaitScreen("Instead (↑ for the last): ");
    type("Up");
    awaitScreen("Instead (↑ for the last): " + Samples.RENAME);

    type("BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "amount", "Enter");

    awaitScreen("+     int amount = 0;");
    awaitScreen(QUESTION);
    type("y");
    awaitScreen("exit code 0");
    assertThat(file).hasContent(Samples.BASKET.replace("sum", "amount"));
  }

  @Test
  void no_colour_is_respected() throws Exception {
    edit("NO_COLOR=1");
    awaitScreen(QUESTION);
    assertThat(tmux("capture-pane", "-p", "-e")).doesNotContain("\033[3");
    type("q");
    awaitScreen("exit code 1");
  }

  @Test
  void control_c_stops_while_the_model_works() throws Exception {
    var asked = new AtomicBoolean();
    try (var _ = Between.commandAnd(brisk, () -> asked.set(true))) {
      edit("");
      awaitScreen("working … (Ctrl-C stops, r redirects)");
      Await.until("the edit is asked for", asked::get);

      type("C-c");

      awaitScreen("Stopped; Basket.java is as it was.");
      awaitScreen("exit code 1");
    }
    assertThat(file).hasContent(Samples.BASKET);
    theTerminalIsAsItWas();
  }

  @Test
  void an_attempt_that_failed_can_be_redirected_or_left() throws Exception {
    // Longer than the context.
    edit("", "rename sum to total and then ".repeat(300));
    awaitScreen("r redirect, q quit");
    assertThat(screen()).contains("context").doesNotContain("Apply?");
    type("r");
    awaitScreen("Instead (↑ for the last): ");
    type(Samples.RENAME, "Enter");
    awaitScreen(QUESTION);
    type("q");
    awaitScreen("exit code 1");
    tmux("kill-server");

    edit("", "rename sum to total and then ".repeat(300));
    awaitScreen("r redirect, q quit");
    type("q");
    awaitScreen("Basket.java is as it was.");
    awaitScreen("exit code 1");
    theTerminalIsAsItWas();
    assertThat(file).hasContent(Samples.BASKET);
  }

  private void theTerminalIsAsItWas() throws Exception {
    var before = brisk.home().resolve("stty.before");
    var after = brisk.home().resolve("stty.after");
    Await.until("the settings were asked for again", () -> after.toFile().length() > 0);
    assertThat(Files.readString(before)).isNotBlank();
    assertThat(after).hasSameTextualContentAs(before);
  }

  private void edit(String environment) throws Exception {
    edit(environment, Samples.RENAME);
  }

  private void edit(String environment, String instruction) throws Exception {
    Files.deleteIfExists(brisk.home().resolve("stty.after"));
    var line =
        "cd '%s' && clear && stty -g >stty.before && BRISK_STATE_DIR='%s' BRISK_NO_BUILD=1 %s '%s' edit Basket.java --lines 3:7 '%s';"
            .formatted(brisk.home(), brisk.state(), environment, Checkout.launcher(), instruction);
    terminals++;
    tmux("new-session", "-d", "-x", "110", "-y", "40", "env PS1=: bash --norc");
    // Before the shell reads them itself, a terminal keeps only 4,096 characters of a line.
    awaitScreen(":");
    type(line + " echo exit code $?; stty -g >stty.after", "Enter");
  }

  private void type(String... keys) throws Exception {
    var words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  /** Spaces at a line's end are not on tmux's screen. */
  private void awaitScreen(String text) {
    Await.until("the screen shows: " + text, () -> screen().contains(text.stripTrailing()));
  }

  private String screen() {
    try {
      // What was typed to start it is on the screen as well, so a code must follow the word.
      return tmux("capture-pane", "-p");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "tmux",
                "-u",
                "-S",
                sockets.resolve("tmux" + terminals).toString(),
                "-f",
                "/dev/null"));
    words.addAll(List.of(arguments));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static boolean hasTmux() {
    return isOnPath("tmux") && isOnPath("bash");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
