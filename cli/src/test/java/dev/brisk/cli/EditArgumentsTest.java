package dev.brisk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

class EditArgumentsTest {
  @Test
  void the_usual_command_line_needs_no_picocli() {
    var read =
        EditArguments.plain("edit", "A.java", "--lines", "3:7", "@Override on all", "--apply");
    assertThat(read).isPresent();
    assertThat(read)
        .isEqualTo(byPicocli("A.java", "--lines", "3:7", "@Override on all", "--apply"));
  }

  @Test
  void whatever_is_unusual_is_left_to_picocli() {
    assertThat(EditArguments.plain("edit", "A.java")).isEmpty();
    assertThat(EditArguments.plain("edit", "A.java", "x", "--help")).isEmpty();
    assertThat(EditArguments.plain("edit", "A.java", "x", "--lines", "few")).isEmpty();
    assertThat(EditArguments.plain("edit", "A.java", "x", "--at")).isEmpty();
  }

  @Property
  void where_it_reads_a_command_line_picocli_reads_the_same(
      @ForAll("commandLines") List<String> words) {
    var args = new ArrayList<>(List.of("edit"));
    args.addAll(words);
    EditArguments.plain(args.toArray(String[]::new))
        .ifPresent(plain -> assertThat(byPicocli(words.toArray(String[]::new))).contains(plain));
  }

  @Provide
  Arbitrary<List<String>> commandLines() {
    return Arbitraries.of(
            "A.java",
            "a b",
            "@x",
            "",
            "--apply",
            "--dry-run",
            "--json",
            "--no-draft",
            "--lines",
            "--at",
            "3:7",
            "4",
            "--",
            "-h",
            "--model",
            "x=y",
            "--lines=1:2",
            "'q'",
            "\"q\"")
        .list()
        .ofMinSize(2)
        .ofMaxSize(7);
  }

  private static Optional<EditArguments> byPicocli(String... words) {
    var args = new ArrayList<>(List.of("edit"));
    args.addAll(List.of(words));
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var surroundings =
        new Surroundings(nowhere, nowhere, false, false, false, Map.of(), Optional.empty(), "");
    try {
      var line = Brisk.commandLine(surroundings, "edit");
      var parsed = line.parseArgs(args.toArray(String[]::new));
      var command = (EditCommand) parsed.subcommand().commandSpec().userObject();
      return Optional.of(command.arguments());
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }
}
