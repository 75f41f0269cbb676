package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EventStream;
import dev.brisk.wire.stream.HttpLink;
import dev.brisk.wire.stream.HttpReply;
import dev.brisk.wire.stream.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the APIs have in common that answer a POST with server-sent events. */
abstract class EventApi implements Api {
  private final Target target;
  private final Links links;

  EventApi(Target target) {
    this.target = target;
    this.links = new Links(target);
  }

  /** Reads the events of one answer. */
  interface Reader {
    /** Takes an event, and says whether it was the last of the answer. */
    boolean last(JsonObject event, long arrived);

    /** Takes the mark {@code [DONE]}, and says whether the answer is complete with it. */
    boolean done();
  }

  abstract String path();

  /** The body of the request, in JSON. */
  abstract String body(Ask ask);

  abstract Reader reader(Ask ask, Call call);

  final Target target() {
    return target;
  }

  @Override
  public final void ask(Ask ask, Call call) {
    byte[] body = body(ask).getBytes(StandardCharsets.UTF_8);
    var used = links.used();
    if (used == null || !asked(used, ask, body, call, true)) {
      try {
        call.sending(() -> {});
        asked(links.fresh(), ask, body, call, false);
      } catch (IOException e) {
        call.unreachable(Failures.words(e));
      }
    }
  }

  /** Whether that is settled; false if a connection that was kept turned out to be closed. */
  private boolean asked(HttpLink link, Ask ask, byte[] body, Call call, boolean kept) {
    @Nullable HttpReply reply = null;
    try {
      call.sending(link::close);
      Map<String, String> headers = target.headers();
      headers.put("Accept", "text/event-stream");
      headers.put("x-request-id", call.id());
      reply = link.post(path(), headers, body);
      read(reply, ask, call);
    } catch (IOException e) {
      if (kept && reply == null && call.why().isEmpty() && !(e instanceof ProtocolException)) {
        link.close();
        return false;
      }
      Failures.note(e, call, reply != null);
    } catch (JsonException e) {
      call.failed(Outcome.NONSENSE, "an event was not understood: " + e.getMessage());
    } finally {
      // What is broken is not reusable.
      links.back(link);
    }
    return true;
  }

  private void read(HttpReply reply, Ask ask, Call call) throws IOException {
    if (reply.status() != 200) {
      Failures.noteStatus(reply.status(), reply.text(), call);
      return;
    }
    if (!reply.header("content-type").orElse("").startsWith("text/event-stream")) {
      call.failed(Outcome.NONSENSE, "the answer is no stream of events");
      return;
    }
    var events = reply.events();
    var reader = reader(ask, call);
    boolean complete = read(events, reader);
    long arrived = events.arrivedNanos();
    // The end of the body belongs to the answer only as far as the connection is concerned.
    while (complete && events.next() != null) {
      arrived = events.arrivedNanos();
    }
    if (complete) {
      call.completed(arrived);
    } else {
      call.failed(Outcome.ERROR, "the stream broke off before the answer was complete");
    }
  }

  private static boolean read(EventStream events, Reader reader) throws IOException {
    for (var data = events.next(); data != null; data = events.next()) {
      long arrived = events.arrivedNanos();
      if (data.equals("[DONE]")) {
        return reader.done();
      }
      if (reader.last(Json.parseObject(data), arrived)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    links.close();
  }
}
