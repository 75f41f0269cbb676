package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandsTest {
  @TempDir private Path temporary;

  @Test
  void info_shows_the_built_in_model() throws Exception {
    try (var process = run("", "model", "info", "builtin")) {
      assertThat(process.exitCode()).isZero();
      assertThat(process.output())
          .contains("llama", "Q8_0", "1024 tokens", "4096 tokens", "script-v2")
          .containsPattern(
              "keys, values   f32 [0-9.]+ MiB, f16 .*, q8_0 .* MiB for a full context");
    }
  }

  @Test
  void info_says_the_same_when_its_command_line_needs_no_parser() throws Exception {
    try (var plain = run("", "model", "info", "builtin");
        var parsed = run("", "model", "info", "builtin", "--tensors")) {
      assertThat(plain.exitCode()).isZero();
      assertThat(parsed.exitCode()).isZero();
      assertThat(parsed.output()).startsWith(plain.output() + "tensors");
    }
  }

  @Test
  void info_of_no_file_is_refused_with_a_sentence() throws Exception {
    try (var process = run("", "model", "info", "none.gguf")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors())
          .isEqualTo("brisk: none.gguf does not exist; check the path of the model file.\n");
    }
  }

  @Test
  void tokenize_writes_a_line_of_ids_for_each_line() throws Exception {
    try (var process = run("\"rename sum\"\n\"\"\n\"a\\n<|end|>\"\n", "model", "tokenize")) {
      assertThat(process.exitCode()).isZero();
      var lines = process.output().lines().map(Json::parse).toList();
      assertThat(lines).hasSize(3);
      assertThat(((Json.Array) lines.get(0)).items()).isNotEmpty();
      assertThat(lines.get(1)).isEqualTo(new Json.Array(List.of()));
      // A special token in the text is only text.
      assertThat(((Json.Array) lines.get(2)).items()).doesNotContain(new Json.Numeral("6"));
    }
  }

  @Test
  void tokenize_names_the_line_that_is_no_string() throws Exception {
    try (var process = run("\"a\"\n17\n", "model", "tokenize")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors()).contains("Line 2");
    }
  }

  @Test
  void probe_writes_the_steps_and_what_was_likely() throws Exception {
    try (var process =
        run("[4,319,40,128]\n[4]\n", "model", "probe", "--steps", "3", "--top", "4")) {
      assertThat(process.exitCode()).isZero();
      var lines = process.output().lines().map(Json::parseObject).toList();
      assertThat(lines).hasSize(2);
      for (var line : lines) {
        var steps = line.objects("steps");
        assertThat(steps).hasSize(3);
        steps.forEach(ModelCommandsTest::checkStep);
      }
    }
  }

  private static void checkStep(JsonObject step) {
    var top = step.array("top").stream().map(pair -> ((Json.Array) pair).items()).toList();
    assertThat(top).hasSize(4);
    assertThat(top.getFirst().getFirst()).isEqualTo(step.members().get("id"));
    double last = 0;
    double sum = 0;
    for (var pair : top) {
      double probability = ((Json.Numeral) pair.get(1)).value();
      assertThat(probability).isLessThanOrEqualTo(last);
      last = probability;
      sum += Math.exp(probability);
    }
    assertThat(sum).isLessThanOrEqualTo(1 + 1e-6).isCloseTo(1, within(0.99));
  }

  @Test
  void probe_refuses_ids_that_are_not_in_the_vocabulary() throws Exception {
    try (var process = run("[4096]\n", "model", "probe")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors()).contains("4096");
    }
  }

  @Test
  void generate_writes_text_and_figures() throws Exception {
    try (var process =
        run(
            "",
            "model",
            "generate",
            "--prompt",
            "<|instruction|>make x private",
            "--max-tokens",
            "5")) {
      assertThat(process.exitCode()).isZero();
      assertThat(process.output()).isNotEmpty();
      assertThat(process.errors()).contains("tokens/s");
    }
  }

  @Test
  void generate_takes_a_type_of_keys_and_values_and_a_scaling() throws Exception {
    for (var type : List.of("f16", "q8_0")) {
      try (var process =
          run(
              "",
              "model",
              "generate",
              "--prompt",
              "class A {",
              "--max-tokens",
              "3",
              "--kv-type",
              type,
              "--rope-scaling",
              "yarn",
              "--rope-scale",
              "2")) {
        assertThat(process.exitCode()).as(process.errors()).isZero();
        assertThat(process.errors()).contains("3 tokens");
      }
    }
  }

  @Test
  void half_a_scaling_and_unknown_types_are_refused() throws Exception {
    for (var wrong :
        List.of(
            List.of("--rope-scaling", "yarn"),
            List.of("--rope-scaling", "yarn", "--rope-scale", "0.5"),
            List.of("--kv-type", "q3"))) {
      var args = new ArrayList<>(List.of("model", "generate", "--prompt", "a"));
      args.addAll(wrong);
      try (var process = run("", args.toArray(String[]::new))) {
        assertThat(process.exitCode()).isEqualTo(2);
        assertThat(process.errors()).contains(wrong.get(wrong.size() - 2)).hasLineCount(1);
      }
    }
  }

  @Test
  void generate_writes_the_same_text_with_a_draft_model() throws Exception {
    String[] plain = {"model", "generate", "--prompt", "<|instruction|>make x private"};
    var drafted = Arrays.copyOf(plain, plain.length + 2);
    drafted[plain.length] = "--draft-model";
    drafted[plain.length + 1] = "builtin";
    try (var without = run("", plain);
        var with = run("", drafted)) {
      assertThat(without.exitCode()).isZero();
      assertThat(with.exitCode()).isZero();
      assertThat(with.output()).isNotEmpty().isEqualTo(without.output());
      assertThat(with.errors()).contains("drafted tokens accepted");
    }
  }

  @Test
  void a_draft_model_with_another_vocabulary_is_refused_in_one_sentence() throws Exception {
    var other = temporary.resolve("other.gguf");
    ChatWithEngineTest.writeModel(other);
    for (String command : List.of("model generate --prompt x", "serve")) {
      var line = command + " --draft-model " + other;
      try (var process = run("", line.split(" ", -1))) {
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(process.errors()).contains("their vocabularies differ; choose");
      }
    }
  }

  @Test
  void bench_writes_json() throws Exception {
    try (var process =
        run("", "model", "bench", "--prefill", "64", "--decode", "16", "--runs", "2", "--json")) {
      assertThat(process.exitCode()).isZero();
      var json = Json.parseObject(process.output());
      assertThat(json.requireObject("prefill").number("tokens_per_s").orElseThrow()).isPositive();
      assertThat(json.requireObject("decode").requireInteger("tokens")).isEqualTo(16);
      assertThat(json.number("read_gb_per_s").orElseThrow()).isPositive();
      assertThat(json.number("f32_gflop_per_s").orElseThrow()).isPositive();
      // The built-in model's context ends before the other depths.
      assertThat(json.objects("depths")).hasSize(1);
      assertThat(json.objects("verify"))
          .extracting(row -> row.requireInteger("drafted"))
          .containsExactly(0, 4, 8, 16, 32);
      assertThat(json.objects("verify").getFirst().number("times_one_token").orElseThrow())
          .isEqualTo(1);
      assertThat(json.objects("batch"))
          .extracting(row -> row.requireInteger("sessions"))
          .containsExactly(1, 2, 4, 8);
      for (var row : json.objects("batch")) {
        assertThat(row.number("memory_share").orElseThrow()).isPositive();
        assertThat(row.number("arithmetic_share").orElseThrow()).isPositive();
      }
    }
  }

  @Test
  void bench_writes_a_table_and_a_file_of_what_is_asked_for() throws Exception {
    var file = temporary.resolve("bench.json");
    try (var process =
        run(
            "",
            "model",
            "bench",
            "--prefill",
            "8",
            "--decode",
            "4",
            "--runs",
            "1",
            "--depths",
            "100",
            "--verify",
            "none",
            "--batch",
            "none",
            "--failing",
            "40",
            "--json",
            file.toString())) {
      assertThat(process.exitCode()).isZero();
      assertThat(process.output())
          .contains(
              "ceiling", "prefill of 8", "decode at depth 100", "decode of 40, no drafts", "% lost")
          .doesNotContain("verify of", "batch of");
      var json = Json.parseObject(Files.readString(file));
      assertThat(json.objects("depths")).hasSize(1);
      assertThat(json.objects("verify")).isEmpty();
      assertThat(json.objects("failing_drafts").getFirst().requireInteger("tokens")).isEqualTo(40);
    }
  }

  @Test
  void bench_refuses_lists_that_are_none() throws Exception {
    try (var process = run("", "model", "bench", "--verify", "4,x")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.errors()).contains("--verify takes whole numbers from 1 on");
    }
  }

  private BriskProcess run(String input, String... args) throws Exception {
    return BriskProcess.withInput(temporary.resolve("state"), input, args);
  }
}
