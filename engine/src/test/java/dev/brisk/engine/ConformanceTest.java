package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log-probabilities along llama.cpp's own greedy path, compared over its ten most likely tokens.
 *
 * <p>llama.cpp rounds activations before products with F16, BF16 and quantized weights, where this
 * engine keeps f32. The budgets allow for that noise: rounding to 8 bits with a scale for 32
 * numbers has a relative error of about 0.6 %, four times that of BF16, and the difference that is
 * left for Q8_0 is four times as large too.
 *
 * <p>The references lack the tokens whose bytes end within a character, because the server that
 * made them sent no event for those. Where our own choice is such a token and the reference's is
 * not ours, it is fed first.
 */
class ConformanceTest {

  private static Path folder() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    return root == null ? Path.of("nowhere") : root.resolve("../shared/conformance");
  }

  @ParameterizedTest
  @CsvSource({
    "llama.F16.gguf, AUTO, 0.01",
    "llama.BF16.gguf, AUTO, 0.03",
    "llama.Q8_0.gguf, AUTO, 0.08",
    "llama.Q8_0.gguf, SCALAR, 0.08"
  })
  void agreesWithTheReference(String name, KernelChoice kernels, double budget) throws Exception {
    Path references = folder().resolve("model-refs.json");
    assumeTrue(
        Files.exists(references), "skipped: ../shared/conformance is not beside this repository");
    try (var model = Model.open(folder().resolve("models").resolve(name))) {
      int cases = 0;
      double difference = 0;
      int compared = 0;
      int agreed = 0;
      int steps = 0;
      for (JsonNode reference : JsonMapper.shared().readTree(Files.readString(references))) {
        if (!reference.get("model").asString().equals(name)) {
          continue;
        }
        cases++;
        try (var session = model.session(2, kernels)) {
          float[] logits = session.forward(ids(reference.get("prompt_ids")));
          for (JsonNode step : reference.get("steps")) {
            int id = step.get("id").asInt();
            int ours = argmax(logits);
            if (ours != id && endsWithinACharacter(model.tokenizer().bytes(ours))) {
              logits = session.forward(new int[] {ours});
            }
            double[] logProbabilities = logSoftmax(logits);
            for (JsonNode top : step.get("top")) {
              difference += Math.abs(logProbabilities[top.get(0).asInt()] - top.get(1).asDouble());
              compared++;
            }
            steps++;
            agreed += argmax(logits) == id ? 1 : 0;
            logits = session.forward(new int[] {id});
          }
        }
      }
      assertThat(cases).isPositive();
      System.out.printf(
          "%s %s: mean |difference| %.5f over %d log-probabilities, greedy choice equal in %d of %d steps%n",
          name, kernels, difference / compared, compared, agreed, steps);
      assertThat(difference / compared).isLessThanOrEqualTo(budget);
      assertThat((double) agreed / steps).isGreaterThan(0.95);
    }
  }

  private static boolean endsWithinACharacter(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  private static int[] ids(JsonNode array) {
    var out = new int[array.size()];
    Arrays.setAll(out, i -> array.get(i).asInt());
    return out;
  }

  private static int argmax(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static double[] logSoftmax(float[] logits) {
    double max = logits[argmax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    double shift = max + Math.log(sum);
    var out = new double[logits.length];
    Arrays.setAll(out, i -> logits[i] - shift);
    return out;
  }
}
