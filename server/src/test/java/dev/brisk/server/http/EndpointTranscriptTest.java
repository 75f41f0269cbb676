package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.scripted.ScriptedResponder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The endpoints beside the Responses API say, line by line, what the transcripts say: of each
 * request its status and type, and then all of its body.
 */
class EndpointTranscriptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.txt",
        "chat-tools.txt",
        "chat-errors.txt",
        "completions.txt",
        "llama.txt",
        "models.txt",
        "edits.txt",
      })
  void over_http_all_is_as_the_transcript_says(String name) throws Exception {
    var transcript = Transcript.read(name);
    try (var server = new TestServer(new ScriptedResponder(transcript.script()));
        var requests = new Requests(server)) {
      var said = transcript.playAll(requests);
      transcript.write(said);
      assertThat(said).isEqualTo(transcript.lines());
    }
  }

  @Test
  void edits_over_a_websocket_are_as_the_transcript_says() throws Exception {
    var transcript = Transcript.read("edits-socket.txt");
    try (var server = new TestServer(new ScriptedResponder(transcript.script()));
        var socket = new RawSocket(server, "/v1/edits")) {
      var said = transcript.play(socket);
      transcript.write(said);
      assertThat(said).isEqualTo(transcript.lines());
    }
  }

  /** Says {@code METHOD PATH BODY}, hears the status, the type and the lines that are not empty. */
  private static final class Requests implements Transcript.Peer, AutoCloseable {
    private final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private Iterator<String> lines = List.<String>of().iterator();

    Requests(TestServer server) {
      this.server = server;
    }

    @Override
    public void say(String text) throws Exception {
      var words = text.split(" ", 3);
      var body =
          words.length == 3
              ? HttpRequest.BodyPublishers.ofString(words[2])
              : HttpRequest.BodyPublishers.noBody();
      var answer =
          http.send(
              server.request(words[1]).method(words[0], body).build(),
              HttpResponse.BodyHandlers.ofString());
      var head = answer.statusCode() + " " + answer.headers().firstValue("Content-Type").orElse("");
      lines =
          Stream.concat(Stream.of(head), answer.body().lines().filter(line -> !line.isEmpty()))
              .toList()
              .iterator();
    }

    @Override
    public String hear() {
      return lines.hasNext() ? lines.next() : Transcript.OVER;
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
