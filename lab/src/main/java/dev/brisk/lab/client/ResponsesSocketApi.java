package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.WebSocketLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code responses-ws}: the Responses API over a WebSocket. A conversation keeps its socket, and
 * only what is new of it is sent. An interrupt is a {@code response.interrupt}, as Codex sends it.
 */
final class ResponsesSocketApi implements Api {
  private final Target target;
  private final Sockets sockets;
  private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

  /**
   * A conversation that goes on.
   *
   * @param known how many of its messages the target has, its last answer included
   */
  private record Conversation(WebSocketLink link, String lastResponse, int known) {}

  ResponsesSocketApi(Target target) {
    this.target = target;
    this.sockets = new Sockets(target, "/v1/responses");
  }

  @Override
  public String name() {
    return "responses-ws";
  }

  @Override
  public boolean takes(Ask ask) {
    return !(ask instanceof Ask.Infill);
  }

  @Override
  public void ask(Ask ask, Call call) {
    var going = ask instanceof Ask.Chat chat ? conversations.remove(chat.conversation()) : null;
    if (going != null) {
      ask(ask, call, going.link, going);
      return;
    }
    call.sending(() -> {});
    @Nullable WebSocketLink link = sockets.used();
    try {
      ask(ask, call, link == null ? sockets.fresh() : link, null);
    } catch (WebSocketLink.StatusException e) {
      call.failed(
          e.status() == 429 || e.status() == 503 ? Outcome.REFUSED : Outcome.ERROR,
          "no WebSocket: status " + e.status());
    } catch (IOException e) {
      Failures.note(e, call, false);
    }
  }

  private void ask(Ask ask, Call call, WebSocketLink link, @Nullable Conversation going) {
    var events = new ResponseEvents(ask, call);
    boolean clean = false;
    try {
      call.sending(() -> stop(link, events.id()));
      link.send(message(ask, going).getBytes(StandardCharsets.UTF_8));
      clean = read(link, events, call);
    } catch (JsonException e) {
      call.failed(Outcome.NONSENSE, "an event was not understood: " + e.getMessage());
    } catch (IOException e) {
      Failures.note(e, call, call.firstNanos() != Call.NONE);
    }
    if (!clean) {
      link.close();
    } else if (ask instanceof Ask.Chat chat && !events.id().isEmpty()) {
      conversations.put(
          chat.conversation(), new Conversation(link, events.id(), chat.messages().size() + 1));
    } else {
      sockets.back(link);
    }
  }

  private String message(Ask ask, @Nullable Conversation going) {
    var messages = ResponseBody.messages(ask);
    List<Ask.Message> input =
        going == null
            ? messages
            : messages.subList(Math.min(going.known, messages.size()), messages.size());
    var json = new JsonWriter().beginObject().member("type", "response.create");
    ResponseBody.write(json, target, ask, input);
    if (going != null) {
      json.member("previous_response_id", going.lastResponse);
    }
    return json.endObject().toString();
  }

  /** Whether the socket can be used again. */
  private static boolean read(WebSocketLink link, ResponseEvents events, Call call)
      throws IOException {
    for (var text = link.receive(); text != null; text = link.receive()) {
      long arrived = link.arrivedNanos();
      if (events.last(Json.parseObject(text), arrived)) {
        call.completed(arrived);
        // After an error the connection is the target's to close.
        return call.outcome() == Outcome.OK || call.outcome() == Outcome.CANCELLED;
      }
    }
    call.failed(Outcome.ERROR, "the target closed the connection: " + link.closeReason());
    return false;
  }

  private static void stop(WebSocketLink link, String response) {
    if (response.isEmpty()) {
      link.close();
      return;
    }
    var json = new JsonWriter().beginObject().member("type", "response.interrupt");
    json.member("response_id", response).member("mode", "discard_partial_items");
    try {
      link.send(json.endObject().toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      link.close();
    }
  }

  @Override
  public void leave(String conversation) {
    var going = conversations.remove(conversation);
    if (going != null) {
      sockets.back(going.link);
    }
  }

  @Override
  public void close() {
    conversations.values().forEach(going -> going.link.close());
    sockets.close();
  }
}
