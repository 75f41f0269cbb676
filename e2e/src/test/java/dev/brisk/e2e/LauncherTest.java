package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, wherever it stands and however it is called. */
class LauncherTest {
  @TempDir private Path folder;

  @Test
  void works_through_symbolic_links_from_any_folder() throws Exception {
    var first = Files.createSymbolicLink(folder.resolve("first link"), Checkout.launcher());
    var second =
        Files.createSymbolicLink(folder.resolve("brisk"), Path.of(first.getFileName().toString()));

    var outcome = Brisk.in(folder).by(second).run("--version");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.out()).startsWith("brisk ");
    Files.delete(second);
    Files.delete(first);
  }

  @Test
  void works_in_a_folder_with_spaces_and_prepares_its_fast_start_once() throws Exception {
    var copy = copy(folder.resolve("a folder with spaces"));
    try (var brisk = Brisk.in(folder).by(copy.resolve("brisk"))) {
      var first = brisk.run("--version");
      var second = brisk.run("--version");

      assertThat(first.out()).startsWith("brisk ");
      assertThat(first.err()).isEqualTo("brisk: preparing a fast start …\n");
      assertThat(second.out()).isEqualTo(first.out());
      assertThat(second.err()).isEmpty();
      assertThat(copy.resolve("target/image/cli/brisk.aot")).isNotEmptyFile();
    }
    // The rehearsal's server and files are gone.
    try (var left = Files.list(copy.resolve("target"))) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("image", "rehearsal.log");
    }
  }

  @Test
  void looking_at_a_model_prepares_a_fast_start_of_its_own_once() throws Exception {
    var copy = copy(folder.resolve("copy"));
    try (var brisk = Brisk.in(folder).by(copy.resolve("brisk"))) {
      var first = brisk.run("model", "info", "builtin");
      var second = brisk.run("model", "info", "builtin");

      assertThat(first.code()).as(first.toString()).isZero();
      assertThat(first.out()).contains("4096 tokens");
      assertThat(first.err()).isEqualTo("brisk: preparing a fast start …\n");
      assertThat(second.out()).isEqualTo(first.out());
      assertThat(second.err()).isEmpty();
      assertThat(copy.resolve("target/image/server/look.aot")).isNotEmptyFile();
      assertThat(brisk.run("model", "info", "nowhere.gguf").code()).isEqualTo(1);
      assertThat(brisk.run("model", "info").code()).isEqualTo(2);
    }
  }

  @Test
  void a_failed_build_names_its_log() throws Exception {
    var copy = copy(folder.resolve("copy"));
    // A project that Maven cannot read, newer than the image.
    Files.writeString(copy.resolve("pom.xml"), "<project>");

    var outcome =
        Brisk.in(folder).by(copy.resolve("brisk")).run(Map.of("BRISK_NO_BUILD", ""), "--version");

    assertThat(outcome.code()).isEqualTo(1);
    var log = copy.toRealPath().resolve("target/build.log");
    assertThat(outcome.err().lines())
        .containsExactly(
            "brisk: building (once after each change of the sources, about half a minute) …",
            "brisk: the build failed; see " + log + ".");
    assertThat(log).content().contains("pom.xml");
    assertThat(copy.resolve("target/build.lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "edit", "wire", "syntax", "server", "cli"})
  void a_newer_source_of_any_module_is_built(String module) throws Exception {
    var copy = copy(folder.resolve("copy"));
    var sources = Files.createDirectories(copy.resolve(module).resolve("src/main"));
    Files.writeString(sources.resolve("New.java"), "");
    var maven = Files.writeString(copy.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();

    var outcome =
        Brisk.in(folder).by(copy.resolve("brisk")).run(Map.of("BRISK_NO_BUILD", ""), "--version");

    assertThat(outcome.err()).startsWith("brisk: building (once after each change");
  }

  @Test
  void without_maven_it_says_what_to_install() throws Exception {
    var copy = copy(folder.resolve("copy"));
    Files.writeString(copy.resolve("pom.xml"), "<project>");
    var tools = Files.createDirectory(folder.resolve("tools"));
    for (var tool : new String[] {"find", "mkdir", "rm", "cat", "readlink", "mv", "date"}) {
      var script =
          Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    var outcome =
        Brisk.in(folder)
            .by(copy.resolve("brisk"))
            .run(
                Map.of(
                    "BRISK_NO_BUILD",
                    "",
                    "PATH",
                    tools.toString(),
                    "JAVA_HOME",
                    System.getProperty("java.home")),
                "--version");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.sentence()).startsWith("brisk: Maven was not found; install it");
  }

  @Test
  void a_lock_whose_owner_is_gone_is_broken() throws Exception {
    var copy = copy(folder.resolve("copy"));
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    // The copy has no cache yet, so that its first command needs this lock.
    var lock = Files.createDirectory(copy.resolve("target/cache.lock"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

    preparesItsFastStart(copy);

    assertThat(lock).doesNotExist();
  }

  @Test
  void a_lock_that_names_no_owner_is_broken_after_a_while() throws Exception {
    var copy = copy(folder.resolve("copy"));
    var lock = Files.createDirectory(copy.resolve("target/cache.lock"));

    preparesItsFastStart(copy);

    assertThat(lock).doesNotExist();
  }

  private void preparesItsFastStart(Path copy) {
    try (var brisk = Brisk.in(folder).by(copy.resolve("brisk"))) {
      var outcome = brisk.run("--version");

      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(outcome.err()).endsWith("brisk: preparing a fast start …\n");
      assertThat(copy.resolve("target/image/cli/brisk.aot")).isNotEmptyFile();
    }
  }

  @Test
  void a_lock_that_is_held_is_waited_for() throws Exception {
    var copy = copy(folder.resolve("copy"));
    var lock = Files.createDirectory(copy.resolve("target/cache.lock"));
    // This test's own process is the owner.
    Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
    var err = folder.resolve("err");

    var command =
        Brisk.in(folder)
            .by(copy.resolve("brisk"))
            .command("--version")
            .redirectError(err.toFile())
            .start();
    Await.until("it says that it waits", () -> err.toFile().length() > 0);
    assertThat(err).content().startsWith("brisk: another process is building (process ");
    Files.delete(lock.resolve("pid"));
    Files.delete(lock);

    assertThat(command.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(command.exitValue()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_lock_that_cannot_be_made_is_said() throws Exception {
    var copy = copy(folder.resolve("copy"));
    Files.writeString(copy.resolve("target/cache.lock"), "");

    var outcome = Brisk.in(folder).by(copy.resolve("brisk")).run("--version");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.sentence()).contains("cache.lock cannot be made").endsWith(".");
  }

  @Test
  void works_as_a_script_that_sh_is_given_in_its_own_folder() throws Exception {
    var process =
        new ProcessBuilder("sh", "brisk", "test", "--help")
            .directory(Checkout.root().toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("Usage: brisk test");
  }

  @Test
  void the_help_of_test_does_not_claim_that_tests_passed() {
    for (var option : new String[] {"--help", "-h", "-v", "--version"}) {
      var outcome = Brisk.in(folder).run("test", option);

      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(outcome.out()).startsWith("Usage: brisk test").doesNotContain("passed in");
      assertThat(outcome.err()).isEmpty();
    }
  }

  /** The launcher with an image of its own, without the cache. */
  private static Path copy(Path to) throws IOException {
    var root = Checkout.root();
    for (var part : new String[] {"target/image/cli/lib", "target/image/server/lib"}) {
      Files.createDirectories(to.resolve(part));
      try (var jars = Files.list(root.resolve(part))) {
        jars.forEach(jar -> copyFile(jar, to.resolve(part).resolve(jar.getFileName())));
      }
    }
    copyFile(root.resolve("brisk"), to.resolve("brisk"));
    var stamp = Files.writeString(to.resolve("target/image/built"), "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(60)));
    return to;
  }

  private static void copyFile(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path onPath(String program) {
    for (var part : System.getenv("PATH").split(java.io.File.pathSeparator)) {
      if (Files.isExecutable(Path.of(part, program))) {
        return Path.of(part, program);
      }
    }
    throw new IllegalStateException("There is no " + program + ".");
  }
}
