package dev.brisk.server.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.wire.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client says while an answer ends by itself. */
@Timeout(60)
class ResponseRunTest {
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch more = new CountDownLatch(1);
  private final EndedAnswer answer = new EndedAnswer();
  private final ResponseRun run =
      new ResponseRun(
          ResponseRequest.of(Json.parseObject("{\"model\":\"m\",\"input\":\"hi\"}")),
          List.of(),
          answer,
          "");

  /** Says one thing when it may, and has ended whatever anybody wants. */
  private final class EndedAnswer implements Answer {
    private boolean said;

    @Override
    public Optional<AnswerEvent> next() throws InterruptedException {
      reading.countDown();
      more.await();
      if (said) {
        return Optional.empty();
      }
      said = true;
      return Optional.of(new AnswerEvent.Text("done", List.of()));
    }

    @Override
    public Optional<AnswerEvent.Queued> queued() {
      return Optional.empty();
    }

    @Override
    public boolean contextCut() {
      return false;
    }

    @Override
    public void cancel() {}

    @Override
    public GenerationResult result() {
      return new GenerationResult(
          FinishReason.STOP,
          new GenerationStats(1, 0, PrefixMiss.COLD, 1, 0, 0, 1, 0, 0, 0, 0),
          "");
    }
  }

  private FutureTask<ResponseRun.Outcome> begun() throws InterruptedException {
    var outcome = new FutureTask<>(() -> run.run(EventSink.NONE, response -> {}));
    Thread.ofVirtual().start(outcome);
    reading.await();
    return outcome;
  }

  @Test
  void an_interrupt_counts_though_the_model_had_ended_already() throws Exception {
    var outcome = begun();
    run.interrupt();
    more.countDown();
    var response = outcome.get().response();
    assertThat(response.status()).isEqualTo("incomplete");
    assertThat(response.json()).contains("\"reason\":\"interrupted\"", "\"output\":[]");
  }

  @Test
  void nothing_follows_a_steer_after_an_interrupt() throws Exception {
    var outcome = begun();
    var steer = Steer.of(run.id(), new Json.Text("more"), List.of());
    assertThat(run.steer(steer)).isEqualTo(ResponseRun.Steering.ACCEPTED);
    run.interrupt();
    more.countDown();
    assertThat(outcome.get().failure()).get().asString().contains("interrupted");
    assertThat(outcome.get().response().json()).contains("\"reason\":\"interrupted\"");
  }
}
