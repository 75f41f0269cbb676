package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients that people use, each by its command in {@code tools/clients}, with all the ways that
 * the command has. What is not installed is skipped, with what the command says of it.
 */
@Execution(ExecutionMode.CONCURRENT)
class RealClientsTest {
  /** What a command ends with whose client is not installed. */
  private static final int ABSENT = 77;

  private static final Path COMMANDS = Checkout.root().resolve("tools/clients");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "codex-text",
        "codex-doctor",
        "codex-edit sse",
        "codex-edit ws",
        "codex-edit lite-sse",
        "codex-edit lite-ws",
        "codex-shell",
        "codex-tui sse",
        "codex-tui ws",
        "codex-tui lite-sse",
        "codex-tui lite-ws",
        "node-sdk",
        "opencode responses",
        "opencode chat",
        "llama-server",
        "llama-vim",
      })
  void works(String command, @TempDir Path folder) throws Exception {
    var words = command.split(" ");
    words[0] = COMMANDS.resolve(words[0]).toString();
    var said = folder.resolve("said");
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("BRISK_NO_BUILD", "1");
    var process = builder.start();
    var ended = process.waitFor(4, TimeUnit.MINUTES);
    if (!ended) {
      // Only it knows its server and its terminal, so it is asked to end; it waits for the client.
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor();
    }
    assertThat(ended).as("%s still runs: %s", command, Files.readString(said)).isTrue();
    assumeTrue(process.exitValue() != ABSENT, "Skipped: " + Files.readString(said).strip());
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  @Test
  void all_commands_are_run_here_and_described() throws Exception {
    var run =
        List.of(
            RealClientsTest.class
                .getDeclaredMethod("works", String.class, Path.class)
                .getAnnotation(ValueSource.class)
                .strings());
    var described = Files.readString(COMMANDS.resolve("README.md"));
    for (var name : commands()) {
      assertThat(run).as(name).anyMatch(command -> command.split(" ")[0].equals(name));
      assertThat(described).contains("| `" + name);
    }
  }

  private static List<String> commands() throws IOException {
    try (var files = Files.list(COMMANDS)) {
      return files
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .map(file -> file.getFileName().toString())
          // The latter runs a test of this suite.
          .filter(name -> !name.equals("setup") && !name.equals("openai-java"))
          .toList();
    }
  }
}
