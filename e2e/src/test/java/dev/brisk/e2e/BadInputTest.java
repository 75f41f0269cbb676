package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong: one sentence that says what and what to do, exit code 1 or 2, and no change to
 * any file.
 */
class BadInputTest {
  private static Brisk brisk;

  @BeforeAll
  static void start(@TempDir Path folder) {
    brisk = Brisk.in(folder);
    brisk.server();
  }

  @AfterAll
  static void stop() {
    brisk.close();
  }

  @Test
  void a_missing_file() {
    refused(1, "none.java", "edit", "none.java", Samples.RENAME, "--apply");
  }

  @Test
  void a_folder() throws Exception {
    Files.createDirectories(brisk.home().resolve("folder"));
    refused(1, "folder", "edit", "folder", Samples.RENAME, "--apply");
  }

  @Test
  void a_binary_file() {
    brisk.file("binary.class", new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 0, 0, 1, 0, 0, 7});
    refused(1, "binary.class", "edit", "binary.class", Samples.RENAME, "--apply");
  }

  @Test
  void a_region_outside_the_file() {
    brisk.file("Outside.java", Samples.BASKET);
    refused(2, "9 lines", "edit", "Outside.java", "--lines", "8:12", Samples.RENAME, "--apply");
    refused(2, "9 lines", "edit", "Outside.java", "--at", "12", Samples.RENAME, "--apply");
    refused(2, "A:B", "edit", "Outside.java", "--lines", "x", Samples.RENAME, "--apply");
  }

  @Test
  void a_long_file_without_a_region() {
    brisk.file("Long.java", "int x;\n".repeat(300));
    refused(2, "--lines", "edit", "Long.java", Samples.RENAME, "--apply");
  }

  @Test
  void an_empty_instruction() {
    brisk.file("Empty.java", Samples.BASKET);
    refused(2, "instruction", "edit", "Empty.java", "--lines", "3:7", " ", "--apply");
  }

  @Test
  void an_instruction_longer_than_the_context() {
    brisk.file("Wordy.java", Samples.BASKET);
    var words = "rename sum to total and then ".repeat(400);
    refused(1, "context", "edit", "Wordy.java", "--lines", "3:7", words, "--apply");
  }

  @Test
  void a_region_longer_than_the_model_reads() {
    brisk.file("Region.java", "int x = 1;\n".repeat(900));
    refused(1, "64", "edit", "Region.java", "--lines", "1:900", "make it nicer", "--apply");
  }

  @Test
  void a_file_larger_than_the_context_is_edited_around_its_region() {
    var before = "int x;\n".repeat(5000);
    var file = brisk.file("Large.java", before + Samples.BASKET);

    var outcome =
        brisk.run(
            "edit",
            "Large.java",
            "--lines",
            "5003:5007",
            Samples.RENAME,
            "--no-direct",
            "--force",
            "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(before + Samples.RENAMED);
  }

  @Test
  void a_read_only_file() throws Exception {
    var file = brisk.file("ReadOnly.java", Samples.BASKET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    refused(
        1, "ReadOnly.java", "edit", "ReadOnly.java", "--lines", "3:7", Samples.RENAME, "--apply");
  }

  @Test
  void a_symbolic_link_that_leads_out_of_the_workspace(@TempDir Path elsewhere) throws Exception {
    var target = Files.writeString(elsewhere.resolve("Target.java"), Samples.BASKET);
    Files.createSymbolicLink(brisk.home().resolve("Link.java"), target);
    refused(1, "workspace", "edit", "Link.java", "--lines", "3:7", Samples.RENAME, "--apply");
    assertThat(target).hasContent(Samples.BASKET);
  }

  @Test
  void a_full_disk(@TempDir Path mountPoint) throws Exception {
    var text = Samples.BASKET + "// padding\n".repeat(1500);
    Assumptions.assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", mountPoint.toString()),
        "Skipped: mounting a small file system is not permitted here.");
    try {
      var file = Files.writeString(mountPoint.resolve("Full.java"), text);
      refused(1, "space", "edit", file.toString(), "--lines", "3:7", Samples.RENAME, "--apply");
      assertThat(file).hasContent(text);
      try (var left = Files.list(mountPoint)) {
        assertThat(left).containsExactly(file);
      }
    } finally {
      succeeds("umount", mountPoint.toString());
    }
  }

  @Test
  void an_unknown_model() {
    brisk.file("Model.java", Samples.BASKET);
    refused(
        1,
        "none-such",
        "edit",
        "Model.java",
        "--lines",
        "3:7",
        Samples.RENAME,
        "--apply",
        "--model",
        "none-such");
  }

  @Test
  void an_unknown_format() {
    brisk.file("Format.java", Samples.BASKET);
    refused(
        1,
        "none-such",
        "edit",
        "Format.java",
        "--lines",
        "3:7",
        Samples.RENAME,
        "--apply",
        "--format",
        "none-such");
  }

  @Test
  void a_second_server() {
    refused(1, "running", "serve");
  }

  @Test
  void a_missing_model_file(@TempDir Path folder) {
    try (var other = Brisk.in(folder)) {
      var outcome = other.run("serve", "--model", "none.gguf");
      assertSentence(outcome, 1, "none.gguf");
    }
  }

  @Test
  void a_model_file_cut_off_in_the_middle(@TempDir Path folder) throws Exception {
    var whole = Files.readAllBytes(Checkout.builtInModel());
    var cut = folder.resolve("cut.gguf");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    try (var other = Brisk.in(folder)) {
      assertSentence(other.run("serve", "--model", cut.toString()), 1, "cut.gguf");
      // The first look at a model prepares a fast start, and says so.
      assertThat(other.run("model", "info", "builtin").code()).isZero();
      assertSentence(other.run("model", "info", cut.toString()), 1, "cut.gguf");
    }
  }

  @Test
  void a_broken_state_file(@TempDir Path folder) throws Exception {
    try (var other = Brisk.in(folder)) {
      other.file("State.java", Samples.BASKET);
      Files.createDirectories(other.state());
      var state = Files.writeString(other.state().resolve("server.json"), "{\"pid\": 12, ");
      for (var command :
          new String[][] {
            {"edit", "State.java", "--lines", "3:7", Samples.RENAME, "--apply"}, {"stop"}
          }) {
        assertSentence(other.run(command), 1, "server.json");
      }
      assertThat(other.home().resolve("State.java")).hasContent(Samples.BASKET);
      Files.delete(state);
    }
  }

  @Test
  void a_state_folder_that_cannot_be_made(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    brisk.file("NoState.java", Samples.BASKET);

    var outcome =
        brisk.run(
            Map.of("BRISK_STATE_DIR", file.resolve("state").toString()),
            "edit",
            "NoState.java",
            "--lines",
            "3:7",
            Samples.RENAME,
            "--apply");

    assertSentence(outcome, 1, "BRISK_STATE_DIR");
  }

  @Test
  void wrong_usage() {
    brisk.file("Usage.java", Samples.BASKET);
    refused(2, "INSTRUCTION", "edit", "Usage.java");
    refused(2, "--applyy", "edit", "Usage.java", "--lines", "3:7", Samples.RENAME, "--applyy");
    refused(2, "--dry-run", "edit", "Usage.java", Samples.RENAME, "--apply", "--dry-run");
    refused(2, "--at", "edit", "Usage.java", Samples.RENAME, "--at", "1", "--lines", "1:2");
    refused(2, "--apply", "edit", "Usage.java", "--lines", "3:7", Samples.RENAME);
    refused(2, "nonsense", "nonsense");
    refused(2, "fish", "completion", "fish");
    refused(2, "--id", "undo", "--list", "--id", "x");
  }

  @Test
  void an_undo_of_an_edit_that_is_not_in_the_journal() {
    refused(1, "none-such", "undo", "--id", "none-such");
  }

  @Test
  void programs_get_failures_as_json() {
    brisk.file("Failure.java", Samples.BASKET);
    for (var arguments :
        new String[][] {
          {"edit", "none.java", Samples.RENAME, "--json"},
          {"edit", "Failure.java", Samples.RENAME, "--json", "--model", "none-such"},
          {"edit", "Failure.java", Samples.RENAME, "--json", "--lines", "99:99"},
          {"edit", "Failure.java", "--json"},
        }) {
      var outcome = brisk.run(arguments);
      assertThat(outcome.code()).as(outcome.toString()).isIn(1, 2);
      var error = Json.parseObject(outcome.out()).requireObject("error");
      assertThat(error.requireText("code")).matches("[a-z_]+");
      assertThat(error.requireText("message")).endsWith(".");
      assertThat(outcome.err()).isEmpty();
    }
  }

  /** Runs a command that must be refused with a sentence, and that must change nothing. */
  private static void refused(int code, String mentioned, String... arguments) {
    var before = contents();
    assertSentence(brisk.run(arguments), code, mentioned);
    assertThat(contents()).isEqualTo(before);
  }

  private static void assertSentence(Brisk.Outcome outcome, int code, String mentioned) {
    assertThat(outcome.code()).as(outcome.toString()).isEqualTo(code);
    // The JDK says that on its own whenever the Vector API is there.
    var err = outcome.err().replaceFirst("WARNING: Using incubator modules: .*\n", "");
    assertThat(err).startsWith("brisk: ").endsWith(".\n").contains(mentioned);
    assertThat(err.strip().lines()).hasSize(1);
    assertThat(err).doesNotContain("Exception").doesNotContain("unexpected");
  }

  private static Map<String, String> contents() {
    try (var files = Files.walk(brisk.home())) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  Path::toString,
                  file -> {
                    try {
                      return java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  },
                  (a, b) -> a,
                  TreeMap::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
