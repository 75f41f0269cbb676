package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramDraftTest {
  private static final int[] TEXT = IntStream.range(0, 60).toArray();

  private static int[] propose(NgramDraft draft, int max) {
    var into = new int[max];
    return Arrays.copyOf(into, draft.propose(into, max));
  }

  private static void accept(NgramDraft draft, int... tokens) {
    Arrays.stream(tokens).forEach(draft::accept);
  }

  @Test
  void proposesNothingBeforePredictionsWereRight() {
    var draft = new NgramDraft(TEXT);
    assertThat(propose(draft, 16)).isEmpty();
    accept(draft, 20, 21, 22);
    assertThat(propose(draft, 16)).as("one prediction was right").isEmpty();
    accept(draft, 23);
    assertThat(propose(draft, 16)).containsExactly(24, 25, 26, 27);
  }

  @Test
  void aCopyIsProposedInLongerAndLongerPieces() {
    var draft = new NgramDraft(TEXT);
    accept(draft, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    assertThat(propose(draft, 16)).hasSize(14).startsWith(19, 20);
    assertThat(propose(draft, 5)).hasSize(5);
  }

  @Test
  void theOutputIsLookedUpToo() {
    var draft = new NgramDraft(new int[] {1});
    accept(draft, 7, 8, 9, 10, 11, 7, 8, 9, 10);
    assertThat(propose(draft, 16)).containsExactly(11, 7, 8, 9);
  }

  @Test
  void theNewestPlaceIsTakenFirst() {
    var draft = new NgramDraft(new int[] {1, 2, 3, 4, 50, 1, 2, 3, 4, 60, 9});
    accept(draft, 1, 2, 3, 4);
    assertThat(propose(draft, 1)).containsExactly(60);
  }

  @Test
  void draftsThatFailAreProposedMoreAndMoreSeldom() {
    var draft = new NgramDraft(TEXT);
    int drafts = 0;
    for (int i = 0; i < 100; i++) {
      // Each time just as far as a first draft takes, and then something else.
      for (int token : new int[] {20, 21, 22, 23, 900 + i}) {
        drafts += propose(draft, 4).length > 0 ? 1 : 0;
        draft.accept(token);
      }
    }
    assertThat(drafts).isLessThan(4);
  }

  @Test
  void textThatRepeatsNothingIsLeftAlone() {
    var draft = new NgramDraft(TEXT);
    var random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      assertThat(propose(draft, 16)).isEmpty();
      draft.accept(random.nextInt(100_000));
    }
  }

  @Test
  void keysAreFoundAgainWhenTheOutputHasGrown() {
    var draft = new NgramDraft(TEXT);
    IntStream.range(1000, 2000).forEach(draft::accept);
    accept(draft, 5, 6, 7, 8);
    assertThat(propose(draft, 3)).containsExactly(9, 10, 11);
  }
}
