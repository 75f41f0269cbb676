package dev.brisk.server.http;

import dev.brisk.server.admission.Allowance;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.metrics.Meters;
import dev.brisk.server.responses.ConnectionSink;
import dev.brisk.server.responses.ResponseConnection;
import dev.brisk.server.responses.Responses;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The WebSocket {@code /v1/responses}. */
final class ResponsesSocket extends TextSocket {
  private final Responses responses;
  private final Limits limits;
  private final IdleClock idle;
  private final Meters meters;
  private @Nullable ResponseConnection connection;

  ResponsesSocket(Gate gate, Responses responses, Limits limits, IdleClock idle, Meters meters) {
    super(gate, "/v1/responses", meters);
    this.responses = responses;
    this.limits = limits;
    this.idle = idle;
    this.meters = meters;
  }

  @Override
  void opened(Outbox out) {
    connection = new ResponseConnection(responses, caller(), this::start, sink(out));
  }

  @Override
  void received(String text, long arrived, Outbox out) {
    if (connection == null) {
      return;
    }
    try {
      connection.accept(Json.parseObject(text));
    } catch (JsonException e) {
      send(
          out,
          Optional.empty(),
          ApiError.badRequest("invalid_json", null, String.valueOf(e.getMessage())));
    }
  }

  @Override
  void gone() {
    if (connection != null) {
      connection.close();
    }
  }

  private void start(Runnable work) {
    idle.begin();
    Thread.ofVirtual()
        .name("responses-lane")
        .start(
            () -> {
              try {
                work.run();
              } finally {
                idle.end();
              }
            });
  }

  private ConnectionSink sink(Outbox out) {
    return new ConnectionSink() {
      @Override
      public void event(String type, byte[] json, int length) {
        if (type.equals("response.created")) {
          limits.snapshot(caller()).map(Allowance::event).ifPresent(out::add);
        }
        out.add(json, length);
      }

      @Override
      public void awaitRoom() throws InterruptedException {
        out.awaitRoom();
      }

      @Override
      public void refuse(Optional<String> lane, RuntimeException why) {
        send(out, lane, ApiError.of(why));
      }
    };
  }

  /** Clients pass over an error without a status, so it has one here, too. */
  private void send(Outbox out, Optional<String> lane, ApiError error) {
    meters.rejected(error.code());
    var json = new JsonWriter().beginObject().member("type", "error");
    json.member("status", error.status());
    lane.ifPresent(id -> json.member("stream_id", id));
    json.name("error");
    error.write(json);
    if (!error.headers().isEmpty()) {
      json.name("headers").beginObject();
      error.headers().forEach(json::member);
      json.endObject();
    }
    out.add(json.endObject().toString());
  }
}
