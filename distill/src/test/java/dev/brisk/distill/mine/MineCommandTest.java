package dev.brisk.distill.mine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.distill.data.Samples;
import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MineCommandTest {
  private static final String TEXT =
      """
      package shop;

      class Orders {
        int open;

        int count(int limit) {
          int sum = 0;
          for (int i = 0; i < limit; i++) {
            sum += i;
          }
          return sum;
        }
      }
      """;

  @TempDir private Path folder;
  private Path repository;
  private Git git;

  @BeforeEach
  void start() throws Exception {
    repository = folder.resolve("shop");
    git = Git.init().setDirectory(repository.toFile()).call();
    commit("Orders.java", TEXT, "Add the orders of the shop");
  }

  @Test
  void finds_what_is_one_small_edit() throws Exception {
    commit("Orders.java", TEXT.replace("sum", "total"), "SHOP-12: Rename sum to total in count.");

    mined();

    try (var samples = Samples.read(folder.resolve("out.jsonl"))) {
      assertThat(samples.toList())
          .singleElement()
          .satisfies(
              sample -> {
                assertThat(sample.instruction()).isEqualTo("Rename sum to total in count");
                assertThat(sample.firstLine()).isEqualTo(4);
                assertThat(sample.before()).startsWith("  int open;\n").endsWith("  }\n}\n");
                assertThat(sample.after()).isEqualTo(sample.before().replace("sum", "total"));
              });
    }
  }

  @Test
  void writes_all_about_it() throws Exception {
    commit("Orders.java", TEXT.replace("i < limit", "i <= limit"), "Include the limit in count");

    mined("--full", "--name", "me/shop", "--licence", "MIT");

    var edit = Json.parseObject(Files.readString(folder.resolve("out.jsonl")));
    assertThat(edit.requireText("repo")).isEqualTo("me/shop");
    assertThat(edit.requireText("license")).isEqualTo("MIT");
    assertThat(edit.requireText("tier")).isEqualTo("A");
    assertThat(edit.requireText("enclosing_method")).isEqualTo("count");
    assertThat(edit.requireText("before")).isEqualTo(TEXT);
    assertThat(edit.requireObject("edit_span").requireInteger("startLine")).isEqualTo(8);
    assertThat(edit.requireInteger("changed_lines")).isEqualTo(2);
  }

  @Test
  void leaves_out_what_nobody_would_ask_for() throws Exception {
    commit("Orders.java", TEXT.replace("sum", "total"), "renamed sum to total");
    commit("Orders.java", TEXT.replace("sum", "result"), "Update the formatting of count");
    commit("Orders.java", TEXT.replace("sum", "n"), "Make the customers happy again");
    commit(
        "Orders.java",
        TEXT.replace("sum", "n").replace("  ", "    "),
        "Change count to four spaces");
    commit("Orders.java", TEXT + TEXT.replace("\n", "\n\n"), "Add count and limit once more");
    commit("Notes.md", "count", "Add a note on count and limit");

    mined();

    assertThat(folder.resolve("out.jsonl")).hasContent("");
    var miner = new Miner(repository, "shop", "MIT");
    assertThat(miner.mine(commits -> {})).isEmpty();
    assertThat(miner.passedOver())
        .hasToString(
            "1 are merges or the first, 2 do not ask for an edit in the first line of their message,"
                + " 1 change something else than one Java file, 2 change more than a few lines, or"
                + " white space alone, 1 say nothing that stands near the change");
  }

  @Test
  void says_that_a_folder_is_no_repository() {
    var said = new StringWriter();
    var code =
        new CommandLine(new MineCommand())
            .setErr(new PrintWriter(said))
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  line.getErr().print(failure.getMessage());
                  return 1;
                })
            .execute(folder.resolve("nowhere").toString());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("no Git repository");
  }

  private void mined(String... more) {
    var arguments = new String[more.length + 3];
    arguments[0] = repository.toString();
    arguments[1] = "-o";
    arguments[2] = folder.resolve("out.jsonl").toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    assertThat(new CommandLine(new MineCommand()).execute(arguments)).isZero();
  }

  private void commit(String file, String text, String message) throws Exception {
    write(repository.resolve(file), text);
    git.add().addFilepattern(".").call();
    var person = new PersonIdent("A", "a@example.org");
    git.commit().setMessage(message).setAuthor(person).setCommitter(person).setSign(false).call();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
