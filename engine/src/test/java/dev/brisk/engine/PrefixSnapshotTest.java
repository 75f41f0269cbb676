package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PrefixSnapshotTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);
  private static final int[] PROMPT = new Random(1).ints(200, 0, 256).toArray();

  @TempDir private Path folder;

  private record Output(String text, GenerationStats stats) {}

  private static Output run(Engine engine, int[] prompt) throws InterruptedException {
    var generation = engine.generate(GenerationRequest.of(prompt).maxTokens(20));
    var text = new StringBuilder();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      text.append(Arrays.toString(chunk.get().tokens()));
    }
    assertThat(generation.result().reason()).isEqualTo(FinishReason.LENGTH);
    return new Output(text.toString(), generation.result().stats());
  }

  /** A snapshot of {@link #PROMPT} and what an engine that made it wrote. */
  private String save(Path file) throws InterruptedException {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      String text = run(engine, PROMPT).text();
      assertThat(engine.savePrefix(PROMPT, file)).isEqualTo(192);
      assertThat(engine.savePrefix(new int[] {1, 2, 3}, folder.resolve("none"))).isZero();
      return text;
    }
  }

  @Test
  void aPrefixComesBackAfterARestart() throws Exception {
    Path file = folder.resolve("a.kvprefix");
    String text = save(file);
    assertThat(folder.toFile().list()).as("nothing half-written").containsExactly("a.kvprefix");
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      assertThat(engine.loadPrefix(file)).isEqualTo(192);
      assertThat(engine.statistics().prefixes().bytes()).as("nothing is read yet").isZero();
      assertThat(engine.statistics().prefixes().mappedPages()).isEqualTo(3);
      var output = run(engine, PROMPT);
      assertThat(output.stats().cachedTokens()).isEqualTo(192);
      assertThat(output.text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @EnumSource(KvType.class)
  void aPrefixComesBackInEachTypeAndIsRefusedInAnother(KvType type) throws Exception {
    Path file = folder.resolve("a.kvprefix");
    var options = OPTIONS.withKvType(type);
    try (var model = TestModels.llama(TensorType.Q8_0)) {
      String text;
      try (var engine = new Engine(model, options)) {
        text = run(engine, PROMPT).text();
        assertThat(engine.savePrefix(PROMPT, file)).isEqualTo(192);
        assertThat(engine.statistics().prefixes().bytes())
            .isEqualTo(4 * 64 * model.cost(type).kvBytes());
      }
      try (var engine = new Engine(model, options)) {
        assertThat(engine.loadPrefix(file)).isEqualTo(192);
        var output = run(engine, PROMPT);
        assertThat(output.stats().cachedTokens()).isEqualTo(192);
        assertThat(output.text()).isEqualTo(text);
      }
      var other = type == KvType.F32 ? KvType.F16 : KvType.F32;
      try (var engine = new Engine(model, OPTIONS.withKvType(other))) {
        assertThatThrownBy(() -> engine.loadPrefix(file))
            .isInstanceOf(PrefixSnapshotException.class)
            .hasMessageContaining("keys and values of another type");
      }
    }
  }

  @Test
  void anotherModelsOtherKernelsAndBrokenSnapshotsAreRefused() throws Exception {
    Path file = folder.resolve("a.kvprefix");
    save(file);
    try (var model = TestModels.llama(TensorType.F16);
        var engine = new Engine(model, OPTIONS)) {
      assertThatThrownBy(() -> engine.loadPrefix(file))
          .isInstanceOf(PrefixSnapshotException.class)
          .hasMessageContaining("another model");
      assertThat(engine.loadPrefixes(folder)).as("passed over").isEmpty();
    }
    byte[] good = Files.readAllBytes(file);
    try (var model = TestModels.llama(TensorType.Q8_0);
        var scalar = new Engine(model, OPTIONS.withKernels(KernelChoice.SCALAR));
        var engine = new Engine(model, OPTIONS)) {
      assertThatThrownBy(() -> scalar.loadPrefix(file)).hasMessageContaining("kernels");
      for (int cut : new int[] {0, 8, 87, 90, 5000, good.length - 1}) {
        refused(engine, Arrays.copyOf(good, cut));
      }
      // Each part of the head, a token, a checksum.
      for (int at : new int[] {0, 7, 8, 11, 12, 16, 24, 56, 90, 88 + 4 * 192 + 2}) {
        byte[] changed = good.clone();
        changed[at] ^= 0x41;
        refused(engine, changed);
      }
      assertThat(engine.statistics().prefixes().mappedPages()).isZero();
      assertThatThrownBy(() -> engine.loadPrefix(folder.resolve("missing")))
          .isInstanceOf(PrefixSnapshotException.class);
    }
  }

  private void refused(Engine engine, byte[] bytes) throws IOException {
    Path broken = Files.write(Files.createTempFile(folder, "broken", ".kvprefix"), bytes);
    assertThatThrownBy(() -> engine.loadPrefix(broken))
        .isInstanceOf(PrefixSnapshotException.class)
        .hasMessageContaining(broken.toString());
  }

  @Test
  void aPageThatIsDamagedIsComputedAgain() throws Exception {
    Path file = folder.resolve("a.kvprefix");
    String text = save(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 100] ^= 1;
    Files.write(file, bytes);
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      engine.loadPrefix(file);
      var output = run(engine, PROMPT);
      assertThat(output.stats().cachedTokens()).isEqualTo(128);
      assertThat(output.text()).isEqualTo(text);
      assertThat(engine.statistics().prefixes().damaged()).isEqualTo(1);
    }
  }

  @Test
  void standingPrefixesAreSavedAndWhatIsNoLongerOneIsDeleted() throws Exception {
    Path foreign = Files.writeString(folder.resolve("foreign.kvprefix"), "not ours");
    int[] other = PROMPT.clone();
    other[150]++;
    int[] once = new Random(9).ints(100, 0, 256).toArray();
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      engine.savePrefixes(folder);
      for (int[] prompt : List.of(PROMPT, other, once)) {
        run(engine, prompt);
      }
      Path stale = folder.resolve("stale.kvprefix");
      engine.savePrefix(once, stale);
      assertThat(engine.savePrefixes(folder)).isEqualTo(1);
      assertThat(stale).doesNotExist();
      assertThat(foreign).exists();
    }
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      assertThat(engine.loadPrefixes(folder)).isEmpty();
      assertThat(run(engine, PROMPT).stats().cachedTokens()).isEqualTo(128);
      assertThat(run(engine, once).stats().cachedTokens()).isZero();
      assertThat(engine.savePrefixes(folder)).isEqualTo(1);
    }
  }
}
