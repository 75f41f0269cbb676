package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.AnswerEvent.Queued;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Objective ONE_AT_A_TIME =
      Objective.DEFAULT.most(1).places(3).patience(Duration.ofSeconds(5));

  private final AtomicLong now = new AtomicLong(1);
  private final Admission admission = new Admission(ONE_AT_A_TIME, now::get);

  @Test
  void the_first_runs_at_once_and_the_next_when_it_has_left() throws Exception {
    var first = enter();
    var second = enter();
    assertThat(first.queued()).isEmpty();
    assertThat(first.runs()).isTrue();
    assertThat(second.queued()).hasValueSatisfying(news -> assertThat(news.position()).isZero());
    assertThat(second.runs()).isFalse();
    pass(Duration.ofMillis(700));
    first.leave();
    assertThat(second.queued()).isEmpty();
    assertThat(second.runs()).isTrue();
    assertThat(second.waited()).isEqualTo(Duration.ofMillis(700).toNanos());
    assertThat(admission.running()).isOne();
  }

  @Test
  void who_waits_hears_that_it_has_moved_up() throws Exception {
    var first = enter();
    var second = enter();
    var third = enter();
    assertThat(third.queued()).map(Queued::position).hasValue(1);
    first.leave();
    assertThat(third.queued()).map(Queued::position).hasValue(0);
    second.leave();
    assertThat(third.queued()).isEmpty();
    assertThat(third.runs()).isTrue();
  }

  @Test
  void the_wait_is_guessed_from_how_long_answers_take() throws Exception {
    for (int i = 0; i < 60; i++) {
      var answer = enter();
      pass(Duration.ofSeconds(3));
      answer.leave();
    }
    enter();
    enter();
    assertThat(enter().queued())
        .hasValueSatisfying(news -> assertThat(news.waitMillis()).isBetween(5_900L, 6_100L));
  }

  @Test
  void who_has_waited_long_enough_is_told_when_to_come_back() throws Exception {
    enter();
    var late = enter();
    assertThat(late.queued()).isPresent();
    pass(Duration.ofSeconds(5));
    assertThatThrownBy(late::queued)
        .isInstanceOfSatisfying(
            LimitedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("rate_limit_exceeded");
              assertThat(e.sentence()).contains("waited 5.0 s", "try again in");
              assertThat(e.retryAfterSeconds()).isPositive();
            });
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void beyond_the_places_requests_are_refused_and_those_before_them_stay() throws Exception {
    enter();
    var waiting = new ArrayList<Place>();
    for (int i = 0; i < 3; i++) {
      waiting.add(enter());
    }
    assertThatThrownBy(this::enter)
        .isInstanceOf(LimitedException.class)
        .hasMessageContaining("3 requests wait");
    assertThat(admission.waiting()).isEqualTo(3);
    assertThat(waiting.getLast().queued()).map(Queued::position).hasValue(2);
  }

  @Test
  void a_keystroke_gives_its_place_to_somebody_who_waits() throws Exception {
    enter();
    var keystroke = enter("other", Urgency.KEYSTROKE, 0, new CancelToken());
    var waiting = enter();
    enter();
    enter();
    assertThatThrownBy(keystroke::queued).isInstanceOf(LimitedException.class);
    assertThat(waiting.queued()).map(Queued::position).hasValue(0);
  }

  @Test
  void a_better_tier_gets_a_place_when_all_are_taken() throws Exception {
    enter();
    enter("a", Urgency.INTERACTIVE, 2, new CancelToken());
    enter("b", Urgency.INTERACTIVE, 2, new CancelToken());
    var last = enter("c", Urgency.INTERACTIVE, 2, new CancelToken());
    var better = enter("d", Urgency.INTERACTIVE, 1, new CancelToken());
    assertThat(better.queued()).map(Queued::position).hasValue(0);
    assertThatThrownBy(last::queued).isInstanceOf(LimitedException.class);
  }

  @Test
  void a_newer_keystroke_of_a_session_ends_the_older_that_waits() throws Exception {
    enter();
    var token = new CancelToken();
    var older = enter("session", Urgency.KEYSTROKE, 0, token);
    var newer = enter("session", Urgency.KEYSTROKE, 0, new CancelToken());
    var other = enter("another", Urgency.KEYSTROKE, 0, new CancelToken());
    assertThat(token.isCancelled()).isTrue();
    assertThat(older.queued()).isEmpty();
    assertThat(older.runs()).isFalse();
    assertThat(newer.queued()).map(Queued::position).hasValue(0);
    assertThat(other.queued()).map(Queued::position).hasValue(1);
  }

  @Test
  void a_newer_keystroke_of_a_session_ends_the_older_that_runs() {
    var token = new CancelToken();
    var older = enter("session", Urgency.KEYSTROKE, 0, token);
    assertThat(older.runs()).isTrue();
    enter("session", Urgency.KEYSTROKE, 0, new CancelToken());
    assertThat(token.isCancelled()).isTrue();
  }

  @Test
  void requests_of_a_session_that_somebody_waits_for_stay() {
    var token = new CancelToken();
    enter("session", Urgency.INTERACTIVE, 0, token);
    enter("session", Urgency.INTERACTIVE, 0, new CancelToken());
    assertThat(token.isCancelled()).isFalse();
  }

  @Test
  void a_cancelled_request_leaves_the_line_at_once() throws Exception {
    enter();
    var token = new CancelToken();
    var cancelled = enter("a", Urgency.INTERACTIVE, 0, token);
    var next = enter();
    assertThat(next.queued()).map(Queued::position).hasValue(1);
    token.cancel();
    assertThat(admission.waiting()).isOne();
    assertThat(cancelled.queued()).isEmpty();
    assertThat(cancelled.runs()).isFalse();
    assertThat(next.queued()).map(Queued::position).hasValue(0);
  }

  @Test
  void one_that_was_cancelled_before_it_came_does_not_wait() throws Exception {
    enter();
    var token = new CancelToken();
    token.cancel();
    assertThat(enter("a", Urgency.INTERACTIVE, 0, token).queued()).isEmpty();
    assertThat(admission.waiting()).isZero();
  }

  /** Many at once, each of which must end in one of the ways that there are. */
  @Test
  void nobody_is_lost() throws Exception {
    int people = 400;
    var crowded =
        new Admission(Objective.DEFAULT.most(3).places(20).patience(Duration.ofSeconds(60)));
    var most = new AtomicInteger();
    var served = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < people; i++) {
        all.add(
            threads.submit(
                () -> {
                  try {
                    var place = crowded.enter(Origin.LOCAL, 0, new CancelToken());
                    while (place.queued().isPresent()) {
                      Thread.onSpinWait();
                    }
                    most.accumulateAndGet(crowded.running(), Math::max);
                    place.leave();
                    served.incrementAndGet();
                  } catch (LimitedException e) {
                    refused.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (var one : all) {
        one.get();
      }
    }
    assertThat(served.get() + refused.get()).isEqualTo(people);
    assertThat(served.get()).isGreaterThanOrEqualTo(23);
    assertThat(most.get()).isLessThanOrEqualTo(3);
    assertThat(crowded.running()).isZero();
    assertThat(crowded.waiting()).isZero();
  }

  private Place enter() {
    return enter("", Urgency.INTERACTIVE, 0, new CancelToken());
  }

  private Place enter(String session, Urgency urgency, int priority, CancelToken cancel) {
    return admission.enter(
        new Origin(Caller.LOCAL, Optional.of(session), urgency), priority, cancel);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
