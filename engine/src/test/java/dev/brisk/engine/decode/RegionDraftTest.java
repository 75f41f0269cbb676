package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionDraftTest {
  private static final int[] TEXT = IntStream.range(0, 60).toArray();

  private static int[] propose(RegionDraft draft, int max) {
    var into = new int[max];
    return Arrays.copyOf(into, draft.propose(into, max));
  }

  @Test
  void startsAtTheBeginningOfTheText() {
    assertThat(propose(new RegionDraft(TEXT), 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aSubstitutedTokenIsSteppedOver() {
    var draft = new RegionDraft(TEXT);
    draft.accept(0);
    draft.accept(1);
    draft.accept(999);
    assertThat(propose(draft, 16)).as("more may be new").isEmpty();
    draft.accept(3);
    assertThat(propose(draft, 16)).startsWith(4, 5).hasSizeLessThan(16);
  }

  @Test
  void aDeletedPassageIsSteppedOver() {
    var draft = new RegionDraft(TEXT);
    IntStream.of(0, 1, 2, 10, 11).forEach(draft::accept);
    assertThat(propose(draft, 16)).startsWith(12, 13);
  }

  @Test
  void anInsertedPassageLeadsBackToWhereItWasLeft() {
    var draft = new RegionDraft(TEXT);
    IntStream.of(0, 1, 2, 900, 901, 902, 903, 3, 4).forEach(draft::accept);
    assertThat(propose(draft, 16)).startsWith(5, 6);
  }

  @Test
  void twoTokensThatLeadToAPlaceAreEnough() {
    var draft = new RegionDraft(new int[] {1, 2, 3, 4, 5, 6, 3, 7, 8, 9});
    IntStream.of(1, 2, 3, 7).forEach(draft::accept);
    assertThat(propose(draft, 16)).containsExactly(8, 9);
  }

  @Test
  void whatIsWrittenAnewGetsNoDrafts() {
    var draft = new RegionDraft(TEXT);
    for (int i = 0; i < 1000; i++) {
      draft.accept(1000 + i);
      assertThat(propose(draft, 16)).isEmpty();
    }
  }

  @Test
  void theNearestOfEqualPlacesIsTaken() {
    int[] text = {1, 2, 3, 9, 4, 5, 9, 6, 7, 9, 8};
    var draft = new RegionDraft(text);
    IntStream.of(1, 2, 3, 9, 4, 5, 77, 9, 6).forEach(draft::accept);
    assertThat(propose(draft, 2)).containsExactly(7, 9);
  }

  @Test
  void confidenceReturnsWithEachTokenThatFollowsTheText() {
    var draft = new RegionDraft(TEXT);
    draft.accept(0);
    draft.accept(999);
    draft.accept(2);
    int careful = propose(draft, 16).length;
    draft.accept(3);
    assertThat(propose(draft, 16).length).isGreaterThan(careful);
  }

  @Test
  void proposesNothingPastTheEndAndForAnEmptyText() {
    var draft = new RegionDraft(new int[] {5});
    draft.accept(5);
    assertThat(propose(draft, 4)).isEmpty();
    assertThat(propose(new RegionDraft(new int[0]), 4)).isEmpty();
  }
}
