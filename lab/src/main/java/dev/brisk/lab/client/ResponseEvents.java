package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.JsonObject;

/** Reads the events of one response, which are the same over SSE and WebSocket. */
final class ResponseEvents implements EventApi.Reader {
  private final Ask ask;
  private final Call call;
  private String id = "";

  ResponseEvents(Ask ask, Call call) {
    this.ask = ask;
    this.call = call;
  }

  /** The response's id, once it was said; else empty. */
  String id() {
    return id;
  }

  @Override
  public boolean last(JsonObject event, long arrived) {
    var type = event.requireText("type");
    switch (type) {
      case "response.created" -> noteId(event);
      case "response.completed" -> {
        noteEnd(event);
        if (ask instanceof Ask.Edit(var request, var _)) {
          EditByChat.read(request, call.text()).ifPresent(call::edited);
        }
        return true;
      }
      case "response.incomplete" -> {
        noteEnd(event);
        noteIncomplete(event, arrived);
        return true;
      }
      case "response.failed" -> {
        noteEnd(event);
        var said = event.object("response").map(Failures::said).orElse("");
        call.failed(arrived, Outcome.ERROR, "the target says" + said);
        return true;
      }
      case "error" -> {
        int status = event.integer("status").orElse(0);
        var outcome = status == 429 || status == 503 ? Outcome.REFUSED : Outcome.ERROR;
        call.failed(arrived, outcome, "the target says" + Failures.said(event));
        return true;
      }
      case "response.output_text.delta" -> delta(event, arrived, true);
      default -> {
        // Reasoning, refusals and arguments of tools are tokens too, and belong to no text.
        if (type.endsWith(".delta")) {
          delta(event, arrived, false);
        }
      }
    }
    return false;
  }

  /** A response does not end with that mark, but some send it after the end. */
  @Override
  public boolean done() {
    return false;
  }

  private void delta(JsonObject event, long arrived, boolean text) {
    var delta = event.text("delta").orElse("");
    if (!delta.isEmpty()) {
      call.chunk(arrived, text ? delta : "");
    }
  }

  private void noteId(JsonObject event) {
    id = event.object("response").flatMap(response -> response.text("id")).orElse(id);
  }

  private void noteEnd(JsonObject event) {
    noteId(event);
    event
        .object("response")
        .flatMap(response -> response.object("usage"))
        .ifPresent(usage -> call.tokens(Usage.ofResponse(usage)));
  }

  /** At the limit of tokens an answer is as complete as it can be; else it was stopped. */
  private void noteIncomplete(JsonObject event, long arrived) {
    var reason =
        event
            .object("response")
            .flatMap(response -> response.object("incomplete_details"))
            .flatMap(details -> details.text("reason"))
            .orElse("");
    if (!reason.equals("max_output_tokens")) {
      call.failed(arrived, Outcome.ERROR, "the target ended it: " + reason);
    }
  }
}
