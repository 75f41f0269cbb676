package dev.brisk.distill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.distill.ask.PatientClock;
import dev.brisk.distill.ask.ScriptedEndpoint;
import dev.brisk.distill.ask.ScriptedEndpoint.Asked;
import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command from end to end against an endpoint that a test scripts. */
class AskCommandTest {
  private static final int REQUESTS = 8;

  @TempDir private Path work;
  private ScriptedEndpoint endpoint;
  private String said = "";

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(work.resolve("samples"));
    try (var writer = new Samples.Writer(work.resolve("samples/train.jsonl"))) {
      for (var i = 0; i < REQUESTS; i++) {
        var before = "int a" + i + " = 0;\nuse(a" + i + ");";
        writer.add(
            new Sample(
                "rename-local",
                "rename-local#1",
                false,
                "program",
                "p",
                "A.java",
                5,
                "rename a" + i + " to b",
                before,
                before.replace("a" + i, "b"),
                1));
        writer.add(
            new Sample(Sample.CANNOT, "", false, "program", "p", "A.java", 5, "x", "y", "y", 1));
      }
      writer.finish();
    }
    endpoint = new ScriptedEndpoint(AskCommandTest::renamed);
  }

  @AfterEach
  void stop() throws IOException {
    endpoint.close();
  }

  /** What a good teacher says. */
  private static String renamed(Asked asked) {
    return ScriptedEndpoint.completion("```java\nint b = 0;\nuse(b);\n```");
  }

  private int ask(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--work", work + "", "--endpoint", endpoint.uri() + "", "--teacher-model", "big"));
    arguments.addAll(List.of(more));
    var command = new AskCommand();
    command.waiting = new PatientClock();
    var errors = new StringWriter();
    var code =
        new CommandLine(command)
            .setErr(new PrintWriter(errors))
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  if (!(failure instanceof IOException)) {
                    throw failure;
                  }
                  line.getErr().print(failure.getMessage());
                  return 1;
                })
            .execute(arguments.toArray(String[]::new));
    said = errors.toString();
    return code;
  }

  private List<Sample> learned() throws IOException {
    try (var samples = Samples.read(work.resolve("samples/model.jsonl"))) {
      return samples.toList();
    }
  }

  private JsonObject manifest() throws IOException {
    return Json.parseObject(Files.readString(work.resolve("samples/model.jsonl.json")));
  }

  private List<String> journal() throws IOException {
    return Files.readAllLines(work.resolve("samples/model.answers.jsonl"));
  }

  /** Answers as said, but the nth request otherwise. */
  private static Function<Asked, String> otherwise(int nth, String response) {
    var count = new AtomicInteger();
    return asked -> count.incrementAndGet() == nth ? response : renamed(asked);
  }

  @Test
  void learns_what_the_teacher_does_and_says_of_what() throws IOException {
    assertThat(ask("--price-in", "2", "--price-out", "10")).isZero();

    assertThat(learned()).hasSize(REQUESTS);
    assertThat(learned())
        .allSatisfy(
            sample -> {
              assertThat(sample.source()).isEqualTo("model");
              assertThat(sample.after()).isEqualTo("int b = 0;\nuse(b);");
              assertThat(sample.weight()).isEqualTo(1);
            });
    assertThat(endpoint.asked()).hasSize(3 * REQUESTS);
    var manifest = manifest();
    assertThat(manifest.requireText("endpoint")).isEqualTo("127.0.0.1:" + endpoint.uri().getPort());
    assertThat(manifest.requireInteger("as_the_sample_says")).isEqualTo(REQUESTS);
    assertThat(manifest.requireObject("of_requests").requireInteger("kept")).isEqualTo(REQUESTS);
    assertThat(manifest.requireObject("of_answers").requireInteger("usable"))
        .isEqualTo(3 * REQUESTS);
    assertThat(manifest.requireInteger("prompt_tokens")).isEqualTo(300 * REQUESTS);
    assertThat(manifest.number("dollars").orElseThrow())
        .isEqualTo(3 * REQUESTS * (100 * 2 + 10 * 10) / 1e6);
    assertThat(manifest.requireObject("inputs").has("train.jsonl")).isTrue();
  }

  @Test
  void asks_nothing_twice() throws IOException {
    assertThat(ask("--limit", "3")).isZero();
    assertThat(learned()).hasSize(3);
    assertThat(ask("--limit", "5")).isZero();
    assertThat(learned()).hasSize(5);
    assertThat(ask("--limit", "5")).isZero();

    assertThat(endpoint.asked()).hasSize(3 * 5);
    assertThat(ask("--limit", "5", "--temperature", "0.1")).isZero();
    assertThat(endpoint.asked()).hasSize(3 * 10);
  }

  @Test
  void goes_on_after_the_endpoint_fell_silent() throws IOException {
    endpoint.answers(asked -> endpoint.asked().size() > 7 ? ScriptedEndpoint.CUT : renamed(asked));

    assertThat(ask("--parallel", "1", "--tries", "2")).isEqualTo(1);
    assertThat(said).contains("did not answer in 2 tries").contains("goes on");
    assertThat(journal()).hasSize(7);
    assertThat(work.resolve("samples/model.jsonl")).doesNotExist();
    var before = endpoint.asked().size();
    endpoint.answers(AskCommandTest::renamed);

    assertThat(ask()).isZero();
    assertThat(learned()).hasSize(REQUESTS);
    assertThat(endpoint.asked()).hasSize(before + 3 * REQUESTS - 7);
  }

  @Test
  void goes_on_where_a_line_was_torn() throws IOException {
    assertThat(ask()).isZero();
    var whole = Files.readString(work.resolve("samples/model.jsonl"));
    var answers = Files.readString(work.resolve("samples/model.answers.jsonl"));
    Files.writeString(
        work.resolve("samples/model.answers.jsonl"), answers.substring(0, answers.length() - 9));

    assertThat(ask()).isZero();

    assertThat(endpoint.asked()).hasSize(3 * REQUESTS + 1);
    assertThat(work.resolve("samples/model.jsonl")).hasContent(whole);
  }

  @Test
  void waits_and_tries_again() throws IOException {
    endpoint.answers(
        otherwise(2, ScriptedEndpoint.error(429, "Retry-After: 5\r\n", "", "slow down")));

    assertThat(ask()).isZero();

    assertThat(learned()).hasSize(REQUESTS);
    assertThat(endpoint.asked()).hasSize(3 * REQUESTS + 1);
  }

  @Test
  void stops_before_the_budget_is_overdrawn_and_keeps_what_is_there() throws IOException {
    // An answer costs $0.0003; with one at a time the budget holds exactly.
    var prices =
        new String[] {"--price-in", "2", "--price-out", "10", "--parallel", "1", "--budget"};
    var first = java.util.Arrays.copyOf(prices, 8);
    first[7] = "0.0029";

    assertThat(ask(first)).isZero();

    assertThat(endpoint.asked()).hasSize(9);
    assertThat(learned()).hasSize(3);
    assertThat(manifest().requireText("budget_used_up")).isEqualTo("true");
    assertThat(manifest().requireObject("of_requests").requireInteger("not_asked"))
        .isEqualTo(REQUESTS - 3);
    assertThat(ask(first)).isZero();
    assertThat(endpoint.asked()).hasSize(9);
    first[7] = "1";
    assertThat(ask(first)).isZero();
    assertThat(learned()).hasSize(REQUESTS);
    assertThat(endpoint.asked()).hasSize(3 * REQUESTS);
  }

  @Test
  void ends_at_once_with_a_wrong_key() {
    endpoint.answers(asked -> ScriptedEndpoint.error(401, "", "", "wrong"));

    assertThat(ask("--parallel", "1")).isEqualTo(1);

    assertThat(said).contains("refuses the key").contains("--key-env");
    assertThat(endpoint.asked()).hasSize(1);
  }

  @Test
  void says_that_a_variable_holds_no_key() {
    assertThat(ask("--key-env", "NO_SUCH_VARIABLE_ANYWHERE")).isEqualTo(2);
    assertThat(said).contains("NO_SUCH_VARIABLE_ANYWHERE is empty");
    assertThat(endpoint.asked()).isEmpty();
  }

  @Test
  void counts_a_refused_request_and_ends_where_all_are_refused() throws IOException {
    var refusal = ScriptedEndpoint.error(400, "", "", "too long");
    endpoint.answers(asked -> asked.question().contains("int a3 ") ? refusal : renamed(asked));

    assertThat(ask()).isZero();
    assertThat(learned()).hasSize(REQUESTS - 1);
    assertThat(manifest().requireObject("of_requests").requireInteger("refused")).isEqualTo(1);

    Files.delete(work.resolve("samples/model.answers.jsonl"));
    endpoint.answers(asked -> refusal);
    assertThat(ask()).isEqualTo(1);
    assertThat(said).contains("too long");
  }
}
