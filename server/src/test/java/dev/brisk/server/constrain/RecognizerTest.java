package dev.brisk.server.constrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecognizerTest {
  @Test
  void an_output_of_many_places_forgets_the_earlier_ones_and_goes_on() {
    // Each character of a text with a longest length is a place of its own.
    var constraint = new OutputConstraint.Regex("(é[ab]){0,30000}!");
    var text = "éaéb".repeat(15_000);
    assertThat(Outputs.mayBe(constraint, text + "!")).isTrue();
    assertThat(Outputs.mayBe(constraint, text + "é")).isFalse();
  }

  @Test
  void the_same_place_is_the_same_state() {
    var output = Outputs.open(new OutputConstraint.AnyObject());
    output.advance("{\"a\":[1,");
    var before = output.state();
    output.advance("\"x\",");
    assertThat(output.state()).isSameAs(before);
  }

  @Test
  void what_is_tried_changes_nothing() {
    var output = Outputs.open(new OutputConstraint.Regex("ab|ac"));
    for (var piece : List.of("a", "ab", "ac")) {
      assertThat(output.allows(piece)).isTrue();
    }
    output.advance("a");
    assertThat(output.allows("a")).isFalse();
    assertThat(output.allows("c")).isTrue();
  }

  @Test
  void a_thought_before_the_answer_is_free() {
    var constraint = new OutputConstraint.Regex("[0-9]+");
    var cache = new ConstraintCache();
    var opened = cache.open(constraint, new Surroundings(Thought.OPENED, false));
    opened.advance("Is it </thin or </th</think>\n\n4");
    assertThat(opened.mayEnd()).isTrue();
    assertThat(opened.allows("x")).isFalse();
    var possible = cache.open(constraint, new Surroundings(Thought.POSSIBLE, true));
    assertThat(possible.allows("12")).isTrue();
    assertThat(possible.allows("<think>hm</think>12")).isTrue();
    assertThat(possible.allows("<think>hm</think>\n<tool_call>{}</tool_call>\n")).isTrue();
    assertThat(possible.allows("<think>hm</think>x")).isFalse();
    assertThat(possible.allows("<tool_call>{}</tool_call>1")).isFalse();
  }

  @Test
  void bytes_of_one_character_may_come_one_by_one() {
    var state = Outputs.open(new OutputConstraint.Regex("€")).state();
    for (byte b : "€".getBytes(StandardCharsets.UTF_8)) {
      assertThat(state.mayEnd()).isFalse();
      assertThat(state.after('a')).isNull();
      state = Objects.requireNonNull(state.after(b & 0xff));
    }
    assertThat(state.mayEnd()).isTrue();
  }
}
