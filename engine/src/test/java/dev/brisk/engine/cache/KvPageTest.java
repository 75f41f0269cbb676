package dev.brisk.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.KvType;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvPageTest {
  private static final int PAGE = KvPage.POSITIONS;
  private static final int HEADS = 3;

  private final Random random = new Random(3);
  private final Kernels kernels = KernelSelection.create(KernelChoice.AUTO);

  private float[] row(int numbers) {
    float[] row = new float[numbers];
    for (int i = 0; i < numbers; i++) {
      row[i] = (float) random.nextGaussian() * 3;
    }
    return row;
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 64, 0", "F16, 64, 0.004", "Q8_0, 64, 0.06",
    "F32, 20, 0", "F16, 20, 0.004", "Q8_0, 20, 0.06",
    "F32, 48, 0", "F16, 48, 0.004", "Q8_0, 48, 0.06"
  })
  void whatIsPutInComesOutAsNearAsTheTypeIs(KvType type, int head, float error) {
    var shape = new KvShape(2, HEADS, head, type);
    var page = new KvPage(shape);
    float[][] keys = new float[PAGE][];
    float[][] values = new float[PAGE][];
    for (int slot = 0; slot < PAGE; slot++) {
      keys[slot] = row(HEADS * head + 1);
      values[slot] = row(HEADS * head + 2);
      page.put(1, slot, keys[slot], 1, values[slot], 2);
    }
    var bytes = MemorySegment.ofArray(new byte[(int) page.bytes()]);
    page.write(bytes);
    var back = new KvPage(shape);
    back.read(bytes);
    for (var each : new KvPage[] {page, page.copy(), back}) {
      float[] scratch = new float[head * PAGE];
      for (int h = 0; h < HEADS; h++) {
        float[] k = each.keys(1, h, kernels, scratch);
        for (int i = 0; i < head * PAGE; i++) {
          float exact = keys[i % PAGE][1 + h * head + i / PAGE];
          assertThat(k[each.offset(h) + i]).isCloseTo(exact, Offset.offset(error));
        }
        float[] v = each.values(1, h, kernels, scratch);
        for (int i = 0; i < head * PAGE; i++) {
          float exact = values[i / head][2 + h * head + i % head];
          assertThat(v[each.offset(h) + i]).isCloseTo(exact, Offset.offset(error));
        }
      }
    }
  }

  @Test
  void aPagesBytesAreThoseOfItsType() {
    assertThat(new KvShape(24, 2, 64, KvType.F32).positionBytes()).isEqualTo(24 * 2 * 2 * 256);
    assertThat(new KvShape(24, 2, 64, KvType.F16).positionBytes()).isEqualTo(24 * 2 * 2 * 128);
    assertThat(new KvShape(24, 2, 64, KvType.Q8_0).positionBytes()).isEqualTo(24 * 2 * 2 * 68);
    assertThat(new KvShape(1, 1, 20, KvType.Q8_0).pageBytes()).isEqualTo(PAGE * 2 * 22);
  }

  @ParameterizedTest
  @CsvSource({"F16", "Q8_0"})
  void whatIsTooLargeBecomesTheLargestAndZerosStay(KvType type) {
    var page = new KvPage(new KvShape(1, 1, 32, type));
    float[] row = new float[32];
    row[3] = 1e30f;
    row[4] = -1e30f;
    page.put(0, 7, row, 0, new float[32], 0);
    float[] keys = page.keys(0, 0, kernels, new float[32 * PAGE]);
    assertThat(keys[3 * PAGE + 7]).isFinite().isGreaterThan(65_000);
    assertThat(keys[4 * PAGE + 7]).isFinite().isLessThan(-65_000);
    assertThat(keys[5 * PAGE + 7]).isZero();
    assertThat(page.values(0, 0, kernels, new float[32 * PAGE])).containsOnly(0f);
  }
}
