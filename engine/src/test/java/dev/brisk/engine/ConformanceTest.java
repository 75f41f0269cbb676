package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.kernel.KernelSelection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Log-probabilities along llama.cpp's own greedy path, compared over its ten most likely tokens: in
 * nats, the mean of absolute differences.
 *
 * <p>llama.cpp rounds activations, to 8 bits before products with quantized weights, where this
 * engine keeps f32. So an engine is also compared that rounds where llama.cpp does ({@link
 * LlamaCppKernels}), and the same one once more with activations moved by their last bit, as sums
 * in another order move them. A last bit decides now and then which way a number is rounded, and
 * that has grown to a good part of the whole rounding a few layers on. How far these two are from
 * each other is about how far llama.cpp must be from itself on another processor: nothing can be
 * expected to be closer to a reference than that. docs/performance.md has the figures.
 */
class ConformanceTest {
  /** The aims, by the type that a file is named after. */
  private static double budget(String file) {
    return switch (file.split("\\.", -1)[1]) {
      case "F16", "BF16", "Q8_0" -> 0.03;
      case "Q4_0", "Q4_1", "Q4_K_M", "Q5_0", "Q5_1", "Q5_K_M", "Q6_K", "IQ4_NL", "IQ4_XS" -> 0.08;
      case "Q2_K", "Q3_K_M" -> 0.15;
      default -> throw new IllegalArgumentException("no budget for " + file);
    };
  }

  /**
   * Files with which this engine misses its aim, and the difference measured: a guard, no aim. The
   * reason is llama.cpp's rounding, as {@link #differsByWhatLlamaCppRounds} shows for each of them;
   * it is largest where the output is the embedding, since such models' logits are large.
   */
  private static final Map<String, Double> KNOWN_MISSES =
      Map.ofEntries(
          Map.entry("llama.Q8_0.gguf", 0.0661),
          Map.entry("llama.Q4_K_M.gguf", 0.0899),
          Map.entry("llama.Q5_K_M.gguf", 0.0899),
          Map.entry("llama.Q6_K.gguf", 0.0973),
          Map.entry("llama.IQ4_XS.gguf", 0.0931),
          Map.entry("llama-spm.Q8_0.gguf", 0.0516),
          Map.entry("llama3-rope.Q8_0.gguf", 0.2844),
          Map.entry("qwen2.Q8_0.gguf", 0.2378),
          Map.entry("qwen2.Q4_K_M.gguf", 0.3858),
          Map.entry("qwen2-yarn.Q8_0.gguf", 0.0723),
          Map.entry("qwen3.Q8_0.gguf", 0.0442),
          Map.entry("qwen3moe.Q4_K_M.gguf", 0.0891),
          Map.entry("starcoder2.Q8_0.gguf", 0.0451));

  /** What a known miss may grow by before it is a mistake. */
  private static final double TOLERANCE = 1.05;

  /** Files whose aim even an engine that rounds as llama.cpp does misses against itself. */
  private static final List<String> AIM_WITHIN_NOISE =
      List.of(
          "llama.Q8_0.gguf",
          "llama3-rope.Q8_0.gguf",
          "qwen2.Q8_0.gguf",
          "qwen2.Q4_K_M.gguf",
          "qwen2-yarn.Q8_0.gguf",
          "qwen3.Q8_0.gguf",
          "starcoder2.Q8_0.gguf");

  /**
   * Models in which a last bit can also decide which expert computes a token: of 134 steps, two are
   * then about one nat away, and as near as others to the engine that rounds.
   */
  private static final Set<String> WITH_EXPERTS = Set.of("qwen3moe.Q4_K_M.gguf");

  static final List<String> FILES =
      List.of(
          "llama.F16.gguf",
          "llama.BF16.gguf",
          "llama.Q8_0.gguf",
          "llama.Q4_0.gguf",
          "llama.Q4_1.gguf",
          "llama.Q5_0.gguf",
          "llama.Q5_1.gguf",
          "llama.Q4_K_M.gguf",
          "llama.Q5_K_M.gguf",
          "llama.Q6_K.gguf",
          "llama.Q3_K_M.gguf",
          "llama.Q2_K.gguf",
          "llama.IQ4_NL.gguf",
          "llama.IQ4_XS.gguf",
          "llama-spm.Q8_0.gguf",
          "llama3-rope.Q8_0.gguf",
          "qwen2.Q8_0.gguf",
          "qwen2.Q4_K_M.gguf",
          "qwen2-yarn.Q8_0.gguf",
          "qwen3.Q8_0.gguf",
          "qwen3.Q4_K_M.gguf",
          "qwen3moe.Q4_K_M.gguf",
          "starcoder2.Q8_0.gguf",
          "starcoder2.Q4_K_M.gguf");

  @Test
  void everyReferenceIsCompared() {
    assertThat(References.models()).containsExactlyInAnyOrderElementsOf(FILES);
    assertThat(FILES)
        .containsAll(KNOWN_MISSES.keySet())
        .containsAll(AIM_WITHIN_NOISE)
        .containsAll(WITH_EXPERTS);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void isWithinTheBudgetOfItsTypeOrAKnownMiss(String file) {
    try (var model = Model.open(References.model(file));
        var engine = model.session(2, KernelChoice.AUTO)) {
      var run = follow(file, model, engine);
      System.out.printf(
          "%s: %.4f, greedy choice equal in %d of %d steps, at most %.3f apart%n",
          file, run.fromReference(0), run.agreed(), run.steps(), run.widestGap());
      Double miss = KNOWN_MISSES.get(file);
      if (miss == null) {
        assertThat(run.fromReference(0)).isLessThanOrEqualTo(budget(file));
      } else {
        // What keeps to its aim leaves the list.
        assertThat(run.fromReference(0)).isBetween(budget(file), miss * TOLERANCE);
      }
      // Where another token is chosen, the two are nearly as likely as each other.
      assertThat(run.widestGap()).isLessThan(WITH_EXPERTS.contains(file) ? 1.5 : 0.5);
      assertThat((double) run.agreed() / run.steps()).isGreaterThan(0.9);
    }
  }

  /** llama.cpp keeps keys and values in F16, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama.F16.gguf",
        "llama.Q4_0.gguf",
        "qwen3.Q4_K_M.gguf",
        "starcoder2.Q4_K_M.gguf"
      })
  void keysAndValuesInF16KeepTheBudget(String file) {
    assertThat(difference(file, KvType.F16)).isLessThanOrEqualTo(budget(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama.Q8_0.gguf", "qwen3.Q8_0.gguf", "qwen2-yarn.Q8_0.gguf"})
  void keysAndValuesInF16MissNoMoreThanInF32(String file) {
    double known = KNOWN_MISSES.getOrDefault(file, 0.0) * TOLERANCE;
    assertThat(difference(file, KvType.F16)).isLessThanOrEqualTo(known);
  }

  /** Eight bits round more than llama.cpp's sixteen: the budget of weights in so few bits. */
  @ParameterizedTest
  @ValueSource(strings = {"llama.F16.gguf", "llama.Q4_0.gguf", "qwen3.Q4_K_M.gguf"})
  void keysAndValuesInQ8KeepTheBudgetOfFewBits(String file) {
    assertThat(difference(file, KvType.Q8_0)).isLessThanOrEqualTo(0.15);
  }

  private static double difference(String file, KvType type) {
    try (var model = Model.open(References.model(file));
        var engine = model.session(2, KernelChoice.AUTO, type)) {
      double difference = follow(file, model, engine).fromReference(0);
      System.out.printf("%s: %.4f with keys and values in %s%n", file, difference, type);
      return difference;
    }
  }

  @Test
  void scalarKernelsAreAsNear() {
    String file = "llama.Q8_0.gguf";
    try (var model = Model.open(References.model(file));
        var engine = model.session(2, KernelChoice.SCALAR)) {
      double difference = follow(file, model, engine).fromReference(0);
      assertThat(difference).isLessThanOrEqualTo(KNOWN_MISSES.getOrDefault(file, 0.0) * TOLERANCE);
    }
  }

  /** No more is between this engine and llama.cpp than between it and an engine that rounds. */
  @ParameterizedTest
  @FieldSource("FILES")
  void differsByWhatLlamaCppRounds(String file) {
    try (var model = Model.open(References.model(file));
        var engine = model.session(1, KernelChoice.AUTO);
        var rounding = rounding(model, null);
        var moved = rounding(model, new Random(5))) {
      var run = follow(file, model, engine, rounding, moved);
      double difference = run.fromReference(0);
      double roundings = run.fromPrevious(1);
      double left = run.fromReference(1);
      double noise = run.fromPrevious(2);
      System.out.printf(
          "%s: %.4f, roundings %.4f; with them %.4f, noise %.4f%n",
          file, difference, roundings, left, noise);
      assertThat(difference).isLessThan(1.15 * roundings);
      if (AIM_WITHIN_NOISE.contains(file)) {
        assertThat(noise).isGreaterThan(budget(file));
        assertThat(left).isLessThan(1.5 * noise);
      } else {
        assertThat(left).isLessThanOrEqualTo(budget(file));
      }
    }
  }

  /** Decision 0002 for every type and family: alone or with others, a token has the same logits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama.Q4_0.gguf",
        "llama.IQ4_XS.gguf",
        "llama.Q3_K_M.gguf",
        "qwen2-yarn.Q8_0.gguf",
        "qwen3.Q4_K_M.gguf",
        "qwen3moe.Q4_K_M.gguf",
        "starcoder2.Q4_K_M.gguf"
      })
  void tokenByTokenIsTheSameAsAtOnce(String file) {
    var tokens = new int[75];
    Arrays.setAll(tokens, i -> (i * 37 + 11) % 1000);
    try (var model = Model.open(References.model(file));
        var together = model.session(2, KernelChoice.AUTO);
        var alone = model.session(2, KernelChoice.AUTO)) {
      float[] last = {};
      for (int token : tokens) {
        last = alone.forward(new int[] {token});
      }
      assertThat(together.forward(tokens)).isEqualTo(last);
    }
  }

  private static ReferenceRun follow(String file, Model model, Session... engines) {
    var run = new ReferenceRun(model, engines);
    References.of(file).forEach(run::follow);
    assertThat(run.steps()).isPositive();
    return run;
  }

  private static Session rounding(Model model, @Nullable Random noise) {
    return new Session(
        model,
        1,
        KvType.F32,
        () -> new LlamaCppKernels(KernelSelection.create(KernelChoice.AUTO), noise));
  }
}
