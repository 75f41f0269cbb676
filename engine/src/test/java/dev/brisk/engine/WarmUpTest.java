package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WarmUpTest {
  /**
   * More than fifteen prompts in a row are about as fast as the fastest only if nothing stops it.
   */
  private static final int MANY_STEPS = 100;

  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);

  @Test
  void goesOnWhileNobodyAsks() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var warmUp = new WarmUp(engine, 256, OPTIONS);
      // Requests before it begins do not end it.
      warmUp.stop();
      warmUp.whileIdle().join();

      assertThat(engine.statistics().steps()).isGreaterThan(MANY_STEPS);
    }
  }

  @Test
  void endsSoonAfterTheFirstRequest() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      engine.warmUp(Duration.ofMillis(1));
      var warmUp = new WarmUp(engine, 256, OPTIONS);
      long before = engine.statistics().steps();
      var thread = warmUp.whileIdle();
      warmUp.stop();
      thread.join();

      assertThat(engine.statistics().steps() - before).isLessThan(MANY_STEPS);
    }
  }
}
