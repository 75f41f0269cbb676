package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** What went wrong, as an outcome and in words. */
final class Failures {
  private Failures() {}

  /**
   * Notes that the connection failed.
   *
   * @param begun whether an answer had begun
   */
  static void note(IOException failure, Call call, boolean begun) {
    switch (failure) {
      case ProtocolException e -> call.failed(Outcome.NONSENSE, words(e));
      case SocketTimeoutException e -> call.failed(Outcome.TIMEOUT, "the target fell silent");
      case IOException e when begun -> call.failed(Outcome.ERROR, "the answer broke off");
      default -> call.unreachable(words(failure));
    }
  }

  /** Notes that the target refused. */
  static void noteStatus(int status, String body, Call call) {
    var outcome = status == 429 || status == 503 ? Outcome.REFUSED : Outcome.ERROR;
    call.failed(outcome, "status " + status + said(body));
  }

  /** What a body or event says about an error. */
  static String said(JsonObject json) {
    var error = json.member("error").orElse(json);
    return switch (error) {
      case Json.Text(var words) -> ": " + words;
      case JsonObject object -> object.text("message").map(words -> ": " + words).orElse("");
      default -> "";
    };
  }

  static String words(IOException failure) {
    return switch (failure) {
      case ConnectException e -> "nobody answers";
      case UnknownHostException e -> "there is no host " + e.getMessage();
      case SocketTimeoutException e -> "nobody answers in time";
      case EOFException e -> "the target hung up";
      default -> failure.getMessage() == null ? "the connection broke" : failure.getMessage();
    };
  }

  private static String said(String body) {
    try {
      return said(Json.parseObject(body));
    } catch (JsonException e) {
      return "";
    }
  }
}
