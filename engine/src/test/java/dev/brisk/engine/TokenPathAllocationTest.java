package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.Allocation;
import dev.brisk.engine.gguf.TensorType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine's threads allocate nothing for a token once the compiler has seen their code; before,
 * vectors are objects. Keys and values take their memory page by page, so steps that begin a page
 * or fill one are left out.
 *
 * <p>It runs in a process of its own (see the module's pom): what the compiler makes of a kernel
 * depends on what the same process has done with it before, and the other tests do what no server
 * does.
 */
@Tag("own-process")
@Timeout(120)
class TokenPathAllocationTest {
  private static final int PAGE = 64;

  /** Steps of a page that neither begin nor fill one, also where they verify a draft of 17. */
  private static final int STEPS = 44;

  /** Pages whose steps are counted: 264 tokens. */
  private static final int PAGES = 6;

  /** Steps whose chunks fit into a response's ring. */
  private static final int RING = 256;

  /** With the ring's steps from its end on, a sequence is one position into a page. */
  private static final int[] PROMPT = {3, 7};

  /** Rounds that the compiler gets. */
  private static final int MOST_ROUNDS = 60;

  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"AUTO", "SCALAR"})
  void aTokenAllocatesNothing(KernelChoice kernels) throws Exception {
    var plain = GenerationRequest.of(PROMPT);
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, options().withKernels(kernels))) {
      assertNothingIsAllocated(engine, plain);
      assertNothingIsAllocated(engine, plain.sampling(new Sampling(1f, 40, 0.95f, 0.01f, 42)));
      var stopping = plain.stopStrings(List.of("never", "hardly ever"));
      assertNothingIsAllocated(engine, stopping.stopTokens(Set.of(1000, 2000)).measured(true));
    }
  }

  @Test
  void aDraftAllocatesNothingOnAnyWorker() throws Exception {
    try (var model = Model.open(copyPreview());
        var engine = new Engine(model, options())) {
      // Always wrong: so each step brings one token, and has enough rows for the team to compute.
      int[] wrong = new int[30];
      Arrays.fill(wrong, 1);
      assertNothingIsAllocated(
          engine, GenerationRequest.of(PROMPT).draft(DraftSource.region(wrong)));
    }
  }

  @Test
  void expertsAllocateNothing() throws Exception {
    try (var model = Model.open(References.model("qwen3moe.Q4_K_M.gguf"));
        var engine = new Engine(model, options())) {
      assertNothingIsAllocated(engine, GenerationRequest.of(PROMPT));
    }
  }

  private static EngineOptions options() {
    return EngineOptions.defaults().withThreads(2);
  }

  private static Path copyPreview() {
    return References.model("../../models/brisk-copy-preview.gguf");
  }

  private static void assertNothingIsAllocated(Engine engine, GenerationRequest request)
      throws InterruptedException {
    var threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("brisk-"))
            .toList();
    assertThat(threads).hasSize(2);
    long bytes = allocated(engine, request, threads);
    for (int round = 1; round < MOST_ROUNDS && bytes > 0; round++) {
      bytes = allocated(engine, request, threads);
    }
    assertThat(bytes).as("bytes for %d tokens", PAGES * STEPS).isZero();
  }

  /** What threads allocate for so many tokens of one response. */
  private static long allocated(Engine engine, GenerationRequest request, List<Thread> threads)
      throws InterruptedException {
    long steps = engine.statistics().steps();
    var generation = engine.generate(request.maxTokens(630).cancel(new CancelToken()));
    steps += RING;
    awaitPause(engine, steps, threads);
    long bytes = 0;
    for (int page = 0; page < PAGES; page++) {
      long before = Allocation.ofThreads(threads);
      // The ring is full, so there is a step for each chunk that leaves it.
      read(generation, STEPS);
      steps += STEPS;
      awaitPause(engine, steps, threads);
      bytes += Allocation.ofThreads(threads) - before;
      if (page < PAGES - 1) {
        read(generation, PAGE - STEPS);
        steps += PAGE - STEPS;
        awaitPause(engine, steps, threads);
      }
    }
    generation.cancel();
    while (generation.next().isPresent()) {
      // Until the engine has let go of it.
    }
    return bytes;
  }

  private static void read(Generation generation, int chunks) throws InterruptedException {
    for (int i = 0; i < chunks; i++) {
      assertThat(generation.next()).isPresent();
    }
  }

  /** Waits until all steps are done and all threads rest, so that they allocate nothing else. */
  private static void awaitPause(Engine engine, long steps, List<Thread> threads)
      throws InterruptedException {
    while (engine.statistics().steps() < steps || !rest(threads)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
    assertThat(engine.statistics().steps()).isEqualTo(steps);
  }

  private static boolean rest(List<Thread> threads) {
    return threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }
}
