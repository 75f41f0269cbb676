package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prompts that are read for later ones, and give way to everybody else. */
@Timeout(120)
class ReadingTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().withThreads(2).withPrefillChunk(8);

  private final Model model = TestModels.llama(TensorType.Q8_0);

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void what_was_read_is_known_to_the_next_prompt_that_begins_so() throws Exception {
    try (var engine = new Engine(model, OPTIONS)) {
      int[] prompt = prompt(150, 1);
      assertThat(end(engine.read(prompt, new CancelToken())).reason())
          .isEqualTo(FinishReason.LENGTH);
      var next = end(engine.generate(GenerationRequest.of(prompt).maxTokens(1)));
      assertThat(next.stats().cachedTokens()).isEqualTo(149);
    }
  }

  @Test
  void nothing_is_read_while_a_response_is_written() throws Exception {
    try (var engine = new Engine(model, OPTIONS)) {
      var written = engine.generate(GenerationRequest.of(prompt(20, 2)).maxTokens(150));
      var end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return end(written);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      var read = end(engine.read(prompt(100, 3), new CancelToken()));
      assertThat(read.reason()).isEqualTo(FinishReason.LENGTH);
      // It had all of the last steps, so the other one had ended before.
      assertThat(written.result().reason()).isEqualTo(FinishReason.LENGTH);
      assertThat(end.join().stats().outputTokens()).isEqualTo(150);
    }
  }

  @Test
  void a_request_gets_the_place_of_what_is_read_and_what_was_read_stays_known() throws Exception {
    try (var engine = new Engine(model, OPTIONS.withMaxSequences(1))) {
      int[] prompt = prompt(200, 4);
      var before = engine.statistics().rows();
      var read = engine.read(prompt, new CancelToken());
      // The place is taken once some of it was read, or all of it was.
      while (engine.statistics().rows() == before && engine.statistics().running() == 0) {
        Thread.onSpinWait();
      }
      var other = end(engine.generate(GenerationRequest.of(prompt(20, 5)).maxTokens(5)));
      assertThat(other.stats().outputTokens()).isEqualTo(5);
      var end = end(read);
      assertThat(end.reason()).isIn(FinishReason.CANCELLED, FinishReason.LENGTH);
      assertThat(end(engine.generate(GenerationRequest.of(prompt).maxTokens(3))).reason())
          .isEqualTo(FinishReason.LENGTH);
    }
  }

  private static GenerationResult end(Generation generation) throws InterruptedException {
    while (generation.next().isPresent()) {
      // Only how it ends is asked for.
    }
    return generation.result();
  }

  private static int[] prompt(int length, long seed) {
    return new Random(seed).ints(length, 0, 256).toArray();
  }
}
