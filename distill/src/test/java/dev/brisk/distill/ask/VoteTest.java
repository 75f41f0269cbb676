package dev.brisk.distill.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.TeacherToken;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VoteTest {
  private static final EditFormat FORMAT =
      EditFormats.byName("region-chat", word -> false).orElseThrow();
  private static final String BEFORE = "int sum = 0;\nfor (int a : all) {\n  sum += a;\n}\nlog();";
  private static final String RIGHT = BEFORE.replace("sum", "total");

  private boolean alternatives;

  private static Sample sample(String after) {
    return new Sample(
        "rename-local",
        "r#1",
        false,
        "program",
        "p",
        "A.java",
        9,
        "rename sum to total",
        BEFORE,
        after,
        1);
  }

  private static Reply reply(int index, String text, TeacherToken... tokens) {
    return new Reply("q", index, "big", text, true, 1, 1, List.of(tokens));
  }

  private static String block(String text) {
    return "```java\n" + text + "\n```";
  }

  private Vote vote(String known, Reply... replies) {
    var question = new Questions(FORMAT, "").of(sample(known));
    return Vote.of(question, List.of(replies), FORMAT, new Vote.Rules(3, 2, 2, alternatives));
  }

  private Vote vote(String known, String... texts) {
    var replies = new ArrayList<Reply>();
    for (var text : texts) {
      replies.add(reply(replies.size(), block(text)));
    }
    return vote(known, replies.toArray(Reply[]::new));
  }

  private static Map<String, Integer> faults(Vote vote) {
    var faults = new TreeMap<String, Integer>();
    vote.count(faults);
    return faults;
  }

  @Test
  void learns_what_answers_agree_on_with_their_share_as_weight() {
    var vote = vote(RIGHT, RIGHT, BEFORE.replace("sum", "result"), RIGHT);

    assertThat(vote.outcome()).isEqualTo("kept");
    assertThat(vote.samples())
        .containsExactly(
            new Sample(
                "rename-local",
                "r#1",
                false,
                "model",
                "p",
                "A.java",
                9,
                "rename sum to total",
                BEFORE,
                RIGHT,
                0.6667));
  }

  @Test
  void learns_outvoted_answers_too_where_that_is_wanted() {
    alternatives = true;
    var other = BEFORE.replace("sum", "totals");

    var vote = vote(RIGHT, other, RIGHT, RIGHT);

    assertThat(vote.samples()).extracting(Sample::after).containsExactly(RIGHT, other);
    assertThat(vote.samples()).extracting(Sample::weight).containsExactly(0.6667, 0.3333);
  }

  @Test
  void learns_nothing_where_they_do_not_agree() {
    var vote = vote(RIGHT, RIGHT, BEFORE.replace("sum", "result"), BEFORE.replace("sum", "n"));

    assertThat(vote.outcome()).isEqualTo("no_agreement");
    assertThat(vote.samples()).isEmpty();
  }

  @Test
  void believes_that_nothing_is_to_be_done_only_where_all_say_so() {
    assertThat(vote(BEFORE, BEFORE, BEFORE, RIGHT).outcome()).isEqualTo("unchanged");
    var all = vote(BEFORE, BEFORE, BEFORE, BEFORE);
    assertThat(all.samples()).extracting(Sample::kind).containsExactly("noop");
  }

  @Test
  void counts_what_is_wrong_with_answers() {
    var more = RIGHT.replace("log();", "log(\"a long text that nobody asked for at all\");");
    var vote =
        vote(
            RIGHT,
            reply(0, block(more)),
            reply(1, block(RIGHT.replace("}", ""))),
            reply(2, "I cannot do that."),
            new Reply("q", 3, "big", "```java\nint total", false, 1, 1, List.of()));

    assertThat(vote.outcome()).isEqualTo("no_usable_answer");
    assertThat(faults(vote))
        .containsEntry("not_minimal", 1)
        .containsEntry("not_parsed", 1)
        .doesNotContainKey("usable");
    assertThat(faults(vote).values().stream().mapToInt(n -> n).sum()).isEqualTo(4);
  }

  @Test
  void measures_minimality_by_the_smallest_answer_where_nothing_else_is_known() {
    var more = RIGHT.replace("log();", "log(\"a long text that nobody asked for at all\");");

    var vote = vote(BEFORE, more, more, RIGHT);

    assertThat(vote.outcome()).isEqualTo("no_agreement");
    assertThat(faults(vote)).containsEntry("not_minimal", 2).containsEntry("usable", 1);
  }

  @Test
  void weighs_by_how_sure_the_teacher_was_of_what_it_changed() {
    var tokens =
        new TeacherToken[] {
          token("```java\n", -9),
          token("int total", Math.log(0.5)),
          token(" = 0;\n", Math.log(0.5)),
          token("log();\n", -9),
          token("```", -9)
        };

    var vote = vote(RIGHT, reply(0, block(RIGHT), tokens), reply(1, block(RIGHT), tokens));

    assertThat(vote.samples().getFirst().weight()).isCloseTo(0.5, within(1e-4));
  }

  private static TeacherToken token(String text, double logProbability) {
    return new TeacherToken(new TeacherToken.Choice(text, logProbability), List.of());
  }
}
