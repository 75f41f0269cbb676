package dev.brisk.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.distill.ask.ScriptedEndpoint;
import dev.brisk.distill.ask.ScriptedEndpoint.Asked;
import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.distill.tokenizer.SmallVocabulary;
import dev.brisk.edit.script.Notation;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A teacher with our vocabulary, asked in the notation that models learn: probabilities go over.
 */
class SoftTeachingTest {
  private static final Sample SAMPLE =
      new Sample(
          "rename-local",
          "",
          false,
          "program",
          "p",
          "A.java",
          7,
          "rename total to customerCount",
          "int total = 0;\nreturn total;",
          "int customerCount = 0;\nreturn customerCount;",
          1);

  @TempDir private Path work;
  private Tokenizer tokenizer;

  /** Another token than the one that was said, by its text. */
  private String other = " return";

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(work.resolve("samples"));
    SmallVocabulary.write(work.resolve("tokenizer.gguf"));
    tokenizer = KnownWords.read(work.resolve("tokenizer.gguf"));
    try (var writer = new Samples.Writer(work.resolve("samples/train.jsonl"))) {
      writer.add(SAMPLE);
      writer.finish();
    }
  }

  /** What a model made with this vocabulary would say if it were right. */
  private String script() {
    var before = List.of(SAMPLE.before().split("\n"));
    var start = Notation.firstSymbol(SAMPLE.instruction(), before);
    return Notation.of(
            SAMPLE.instruction(), before, SAMPLE.firstLine(), new KnownWords(tokenizer), start)
        .flatMap(notation -> notation.script(List.of(SAMPLE.after().split("\n")), true))
        .orElseThrow();
  }

  private String said(Asked asked) {
    assertThat(asked.question()).startsWith("<|instruction|>").endsWith("<|output|>");
    assertThat(asked.body().texts("stop")).containsExactly("<|end|>");
    var json = new JsonWriter().beginObject().name("content").beginArray();
    for (var id : tokenizer.encode(script())) {
      var text = tokenizer.decode(new int[] {id});
      json.beginObject().member("token", text).member("logprob", Math.log(0.6));
      json.name("top_logprobs").beginArray();
      json.beginObject().member("token", text).member("logprob", Math.log(0.6)).endObject();
      json.beginObject().member("token", other).member("logprob", Math.log(0.2)).endObject();
      json.endArray().endObject();
    }
    return ScriptedEndpoint.completion(script(), "stop", json.endArray().endObject().toString());
  }

  private void taught() throws IOException {
    try (var endpoint = new ScriptedEndpoint(this::said)) {
      run(
          "ask",
          "--endpoint",
          endpoint.uri().toString(),
          "--teacher-model",
          "bigger",
          "--format",
          "script-v2");
    }
    run("encode", "model");
  }

  private void run(String step, String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = step;
    all[1] = "--work";
    all[2] = work.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    assertThat(new CommandLine(new DistillCommand()).execute(all)).isZero();
  }

  @Test
  void what_the_teacher_thought_likely_reaches_the_training() throws IOException {
    taught();

    var file = TokenFile.open(work.resolve("tokens/model.tok"));
    assertThat(file.samples()).isEqualTo(1);
    assertThat(file.weight(0)).isCloseTo(0.6f, within(1e-3f));
    var script = tokenizer.encode(script());
    var places = file.soft(0).places();
    assertThat(places).hasSize(script.length + 1);
    for (var i = 0; i < script.length; i++) {
      assertThat(places.get(i).tokens()).containsExactly(script[i], tokenizer.encode(other)[0]);
      assertThat(places.get(i).probabilities())
          .containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
    }
    assertThat(places.getLast().tokens()).isEmpty();
    assertThat(tokens(file)).endsWith(script[script.length - 1]);
    var manifest = Json.parseObject(Files.readString(work.resolve("tokens/model.tok.json")));
    assertThat(manifest.requireInteger("soft")).isEqualTo(1);
  }

  /** Without the end token. */
  private static int[] tokens(TokenFile file) {
    var tokens = file.tokens(0);
    return java.util.Arrays.copyOf(tokens, tokens.length - 1);
  }

  @Test
  void a_place_with_a_token_that_is_none_of_ours_stays_hard() throws IOException {
    other = "no token of ours";

    taught();

    assertThat(TokenFile.open(work.resolve("tokens/model.tok")).soft(0).places())
        .allSatisfy(place -> assertThat(place.tokens()).isEmpty());
  }
}
