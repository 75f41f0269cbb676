package dev.brisk.server.upstream;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Question;
import dev.brisk.server.upstream.EventReader.UpstreamErrorException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to one replica that has taken it. */
final class Attempt {
  private static final String DONE = "[DONE]";

  private final Upstream upstream;
  private final Endpoint endpoint;
  private final Exchange exchange;
  private final EventReader reader;
  private final SseReader sse = new SseReader();
  private boolean said;
  private boolean heard;
  private boolean over;

  private Attempt(Upstream upstream, Endpoint endpoint, Exchange exchange, EventReader reader) {
    this.upstream = upstream;
    this.endpoint = endpoint;
    this.exchange = exchange;
    this.reader = reader;
  }

  /**
   * Asks, and waits until the replica has said whether it answers.
   *
   * @throws UpstreamFailure if it does not
   */
  static Attempt begin(Upstream upstream, Endpoint endpoint, Question question, Spoken spoken)
      throws InterruptedException {
    var asked = question;
    while (true) {
      var by = upstream.api(asked);
      var body = by.body(asked, spoken);
      var exchange = upstream.ask(endpoint, by, body);
      asked.cancel().onCancel(exchange::cancel);
      var error = refusal(upstream, endpoint, exchange);
      if (error == null) {
        return new Attempt(upstream, endpoint, exchange, by.reader(asked, spoken));
      }
      if (!asked.cancel().isCancelled() && upstream.learn(error, by, body)) {
        continue;
      }
      if (error.status() == 400 && body.has("prediction")) {
        return withoutPrediction(upstream, endpoint, asked, spoken);
      }
      throw UpstreamFailure.status(endpoint, error);
    }
  }

  /** If the question is taken without, it was the prediction that the upstream did not want. */
  private static Attempt withoutPrediction(
      Upstream upstream, Endpoint endpoint, Question question, Spoken spoken)
      throws InterruptedException {
    var attempt = begin(upstream, endpoint, question.prediction(Optional.empty()), spoken);
    upstream.withoutPrediction();
    return attempt;
  }

  private static @Nullable UpstreamError refusal(
      Upstream upstream, Endpoint endpoint, Exchange exchange) throws InterruptedException {
    var settings = upstream.settings();
    var head = exchange.head(settings.firstTokenTimeout());
    if (head.statusCode() / 100 != 2) {
      var text = exchange.text(settings.idleTimeout(), "does not finish its answer");
      return UpstreamError.of(head.statusCode(), text, upstream.secrets());
    }
    var type = head.headers().firstValue("Content-Type").orElse("nothing that it names");
    if (!type.startsWith("text/event-stream")) {
      exchange.cancel();
      throw UpstreamFailure.gone(endpoint, "does not stream its answer but sends " + brief(type));
    }
    return null;
  }

  private static String brief(String type) {
    return type.substring(0, Math.min(type.length(), 60));
  }

  /**
   * Waits for what comes next, and hands it on even if it is followed by something broken.
   *
   * @return whether anything came; else the answer is complete
   * @throws UpstreamFailure if it is broken
   */
  boolean next(Consumer<AnswerEvent> events) throws InterruptedException {
    heard = false;
    while (!heard && !over) {
      read(
          event -> {
            heard = true;
            said = true;
            events.accept(event);
          });
    }
    return heard;
  }

  private void read(Consumer<AnswerEvent> events) throws InterruptedException {
    var settings = upstream.settings();
    var limit =
        said
            ? settings.idleTimeout()
            : exchange.left(settings.firstTokenTimeout(), System.nanoTime());
    var what =
        said
            ? "has not gone on with its answer for " + Exchange.text(settings.idleTimeout())
            : "has not said anything within " + Exchange.text(settings.firstTokenTimeout());
    var pieces = exchange.next(limit, what);
    try {
      if (pieces.isPresent()) {
        sse.accept(pieces.get(), data -> accept(data, events));
      } else if (reader.ended()) {
        over = true;
      } else {
        throw UpstreamFailure.gone(endpoint, "broke off its answer");
      }
    } catch (UpstreamErrorException e) {
      exchange.cancel();
      throw UpstreamFailure.failed(
          endpoint, UpstreamError.of(e.error(), upstream.secrets()).sentence());
    } catch (JsonException | IllegalArgumentException e) {
      exchange.cancel();
      throw UpstreamFailure.gone(endpoint, "answers what nobody understands");
    }
  }

  private void accept(String data, Consumer<AnswerEvent> events) {
    if (over) {
      return;
    }
    if (data.equals(DONE)) {
      if (!reader.ended()) {
        throw UpstreamFailure.gone(endpoint, "broke off its answer");
      }
      over = true;
      exchange.finish();
      return;
    }
    reader.accept(Json.parseObject(data), events);
    if (reader instanceof StoppedReader && reader.ended()) {
      // What follows is not wanted; the upstream need not compute it.
      over = true;
      exchange.cancel();
    }
  }

  /** Whether anybody has heard anything of this answer. */
  boolean hasSaid() {
    return said;
  }

  Told told() {
    return reader.told();
  }

  void cancel() {
    exchange.cancel();
  }

  /** So that a token which is set later does not reach for a connection that serves others. */
  static void forget(CancelToken cancel) {
    cancel.onCancel(() -> {});
  }
}
