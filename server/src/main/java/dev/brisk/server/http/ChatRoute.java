package dev.brisk.server.http;

import dev.brisk.server.respond.Models;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** {@code POST /v1/chat/completions}, streaming and not. */
final class ChatRoute implements Handler {
  private final Models models;

  ChatRoute(Models models) {
    this.models = models;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var chat = ChatRequest.of(Bodies.json(request));
    var answer = models.ask(chat.question(Callers.of(request)));
    try {
      QueueHeaders.await(answer, request, response);
      var completion = new ChatCompletion(chat.question().model());
      if (chat.stream()) {
        completion.stream(answer, response, chat.includeUsage());
      } else {
        completion.whole(answer, response);
      }
    } finally {
      // Ends it where the client has gone; does nothing where it has ended.
      answer.cancel();
    }
  }
}
