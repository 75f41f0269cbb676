package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who computes in which step, as seen by the scheduler's thread; no time is measured. */
@Timeout(60)
class SchedulingTest {
  /** Rows of a step before any was timed: four tiles of six rows, fewer with scalar kernels. */
  private static final int FIRST_ROWS = 24;

  /** Chunks that a response may have ahead of its reader. */
  private static final int RING = 256;

  /** A response that notes in which steps it gets tokens. It drafts nothing. */
  private static final class Watched implements DraftSource.Drafter {
    final List<Long> steps = new ArrayList<>();

    /** Rows of all steps up to these. */
    final List<Long> rows = new ArrayList<>();

    private final Engine engine;
    private final IntConsumer onToken;
    final Generation generation;

    Watched(Engine engine, int promptLength, int maxTokens) {
      this(engine, promptLength, maxTokens, n -> {});
    }

    /**
     * @param onToken is told by the scheduler's thread how many tokens there are now
     */
    Watched(Engine engine, int promptLength, int maxTokens, IntConsumer onToken) {
      this.engine = engine;
      this.onToken = onToken;
      int[] prompt = new Random(promptLength).ints(promptLength, 0, 256).toArray();
      generation =
          engine.generate(GenerationRequest.of(prompt).maxTokens(maxTokens).draft(() -> this));
    }

    @Override
    public void accept(int token) {
      var now = engine.statistics();
      steps.add(now.steps());
      rows.add(now.rows());
      onToken.accept(steps.size());
    }

    @Override
    public int propose(int[] into, int max) {
      return 0;
    }

    long firstStep() {
      return steps.getFirst();
    }

    /** Rows of the step that brought the token at {@code i}, of one that began in step 2. */
    long rowsOfStep(int i) {
      // The first step has the one row of Start.
      return rows.get(i) - (i == 0 ? 1 : rows.get(i - 1));
    }

    GenerationResult drain() throws InterruptedException {
      while (generation.next().isPresent()) {
        // Only the steps count.
      }
      return generation.result();
    }
  }

  /** Keeps the scheduler in the first step until all requests of a test are there. */
  private static final class Start {
    private final CountDownLatch stepped = new CountDownLatch(1);
    private final CountDownLatch latch = new CountDownLatch(1);

    Start(Engine engine) throws InterruptedException {
      var _ = new Watched(engine, 1, 1, n -> hold());
      stepped.await();
    }

    private void hold() {
      stepped.countDown();
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    void go() {
      latch.countDown();
    }
  }

  private static EngineOptions options() {
    return EngineOptions.defaults().withThreads(2);
  }

  private static Long[] stepsFrom(long first, int count) {
    return LongStream.range(first, first + count).boxed().toArray(Long[]::new);
  }

  @Test
  void everyStreamGetsATokenInEachStepBesideALongPrompt() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options().withPrefillChunk(8))) {
      var start = new Start(engine);
      var streams = new ArrayList<Watched>();
      for (int i = 0; i < 3; i++) {
        streams.add(new Watched(engine, 2, 150));
      }
      var longPrompt = new Watched(engine, 1000, 2);
      start.go();
      longPrompt.drain();
      for (var stream : streams) {
        stream.drain();
        assertThat(stream.steps).containsExactly(stepsFrom(stream.firstStep(), 150));
      }
      // A thousand tokens, eight at a time: the prompt has its part in each of these steps.
      assertThat(longPrompt.firstStep()).isGreaterThanOrEqualTo(1 + 1000 / 8);
      for (int i = 1; i < 120; i++) {
        assertThat(streams.getFirst().rowsOfStep(i)).isBetween(3L + 1, 3L + 8);
      }
    }
  }

  @Test
  void promptsShareAStepEvenly() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options().withPrefillChunk(48))) {
      var start = new Start(engine);
      var one = new Watched(engine, 600, 1);
      var other = new Watched(engine, 601, 1);
      var little = new Watched(engine, 12, 1);
      start.go();
      one.drain();
      other.drain();
      little.drain();
      assertThat(little.firstStep()).as("a short prompt does not wait for long ones").isEqualTo(2);
      assertThat(one.firstStep()).isEqualTo(other.firstStep());
      assertThat(one.firstStep()).as("whole chunks").isEqualTo(1 + Math.ceilDiv(1213, 48));
    }
  }

  @Test
  void aPromptBesideAStreamBeginsWithFewRowsAndAtMostDoublesThem() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options().withPrefillChunk(192))) {
      var start = new Start(engine);
      var stream = new Watched(engine, 1, 250);
      var longPrompt = new Watched(engine, 1000, 1);
      start.go();
      longPrompt.drain();
      stream.drain();
      long most = FIRST_ROWS / 2;
      for (int i = 0; i < stream.steps.size(); i++) {
        assertThat(stream.rowsOfStep(i)).isLessThanOrEqualTo(Math.min(2 * most, 1 + 192));
        most = Math.max(most, stream.rowsOfStep(i));
      }
      // 23, 47, 95, then 192 at a time: from the second step to the ninth at best.
      assertThat(longPrompt.firstStep()).isGreaterThanOrEqualTo(9);
    }
  }

  @Test
  void whoIsCancelledLeavesItsPlaceToTheNextInTheNextStep() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options().withMaxSequences(2))) {
      var start = new Start(engine);
      var cancelled = new Watched(engine, 4, 900);
      var stream =
          new Watched(
              engine,
              3,
              100,
              n -> {
                if (n == 5) {
                  cancelled.generation.cancel();
                }
              });
      var waiting = new Watched(engine, 1, 10);
      start.go();
      assertThat(waiting.drain().reason()).isEqualTo(FinishReason.LENGTH);
      assertThat(cancelled.drain().reason()).isEqualTo(FinishReason.CANCELLED);
      stream.drain();
      assertThat(waiting.firstStep()).isEqualTo(stream.steps.get(4) + 1);
      assertThat(cancelled.steps.getLast()).isEqualTo(stream.steps.get(4));
    }
  }

  @Test
  void whoIsNotReadPausesAloneAndGoesOnWhenItIsRead() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options())) {
      var start = new Start(engine);
      var unread = new Watched(engine, 2, 300);
      var stream = new Watched(engine, 3, 600);
      start.go();
      stream.drain();
      assertThat(stream.steps).containsExactly(stepsFrom(2, 600));
      for (int i = 1; i < 600; i++) {
        assertThat(stream.rowsOfStep(i)).isEqualTo(i < RING ? 2 : 1);
      }
      unread.drain();
      assertThat(unread.steps.subList(0, RING)).containsExactly(stepsFrom(2, RING));
      assertThat(unread.steps.subList(RING, 300)).containsExactly(stepsFrom(602, 300 - RING));
    }
  }
}
