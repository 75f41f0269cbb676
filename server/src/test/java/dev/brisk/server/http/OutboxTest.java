package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.scripted.Script;
import dev.brisk.server.scripted.ScriptedResponder;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
  private final CountDownLatch reads = new CountDownLatch(1);
  private final Outbox outbox = new Outbox(new SlowNetwork(), Duration.ofMinutes(1), () -> {});

  /** Takes everything once the client reads. */
  private final class SlowNetwork implements DataWriter {
    @Override
    public void write(BufferData... buffers) {
      writeNow();
    }

    @Override
    public void write(BufferData buffer) {
      writeNow();
    }

    @Override
    public void writeNow(BufferData... buffers) {
      writeNow();
    }

    @Override
    public void writeNow(BufferData buffer) {
      writeNow();
    }

    private void writeNow() {
      try {
        reads.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void who_adds_much_waits_until_the_client_reads() throws Exception {
    var producer = startToProduce();
    TestServer.await("it waits", () -> producer.getState() == Thread.State.TIMED_WAITING);
    reads.countDown();
    assertThat(producer.join(Duration.ofSeconds(20))).isTrue();
    outbox.abandon();
  }

  @Test
  void who_waits_is_let_go_when_the_client_is_gone() throws Exception {
    var producer = startToProduce();
    TestServer.await("it waits", () -> producer.getState() == Thread.State.TIMED_WAITING);
    outbox.abandon();
    assertThat(producer.join(Duration.ofSeconds(20))).isTrue();
  }

  private Thread startToProduce() {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (int i = 0; i < 100; i++) {
                  outbox.add(new byte[10_000], 10_000);
                  outbox.awaitRoom();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** All of it is more than may pile up. */
  @Test
  void a_model_that_is_faster_than_its_reader_is_paused_and_not_cut_off() throws Exception {
    int tokens = 300_000;
    var script = Script.of("fast", List.of("{\"say\": [{\"tokens\": %d}]}".formatted(tokens)));
    try (var responder = new ScriptedResponder(script);
        var server = new TestServer(responder);
        var socket = new RawSocket(server, "/v1/responses", false)) {
      var _ =
          socket
              .socket
              .sendText(
                  "{\"type\":\"response.create\",\"model\":\"scripted\",\"input\":\"Go.\"}", true)
              .get(20, TimeUnit.SECONDS);
      socket.socket.request(Long.MAX_VALUE);
      int deltas = 0;
      var event = socket.event();
      while (event.startsWith("{") && !event.startsWith("{\"type\":\"response.completed\"")) {
        deltas += event.startsWith("{\"type\":\"response.output_text.delta\"") ? 1 : 0;
        event = socket.event();
      }
      assertThat(deltas).isEqualTo(tokens);
      assertThat(event).startsWith("{\"type\":\"response.completed\"");
    }
  }
}
