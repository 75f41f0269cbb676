package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the metrics say of requests that end well, are refused, are left, or fail. */
@Timeout(60)
class RequestMetricsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String BODY =
      "{\"model\": \"scripted\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_answer_counts_its_tokens_and_the_gaps_between_its_pieces() throws Exception {
    responder.says("one", " two", " three");
    assertThat(server.post(CHAT, BODY.formatted(true)).statusCode()).isEqualTo(200);
    responder.says("four");
    assertThat(server.post(CHAT, BODY.formatted(false)).statusCode()).isEqualTo(200);

    assertThat(chat("gen_ai_server_request_duration_seconds_count", "")).isEqualTo(2);
    assertThat(chat("gen_ai_server_time_to_first_token_seconds_count", "")).isEqualTo(2);
    // Of the one with two tokens and more.
    assertThat(chat("gen_ai_server_time_per_output_token_seconds_count", "")).isEqualTo(1);
    assertThat(chat("brisk_output_gap_seconds_count", "")).isEqualTo(2);
    assertThat(chat("gen_ai_client_token_usage_sum", ",gen_ai_token_type=\"output\"")).isEqualTo(4);
    assertThat(chat("gen_ai_client_token_usage_sum", ",gen_ai_token_type=\"input\"")).isEqualTo(6);
  }

  @Test
  void a_client_that_leaves_is_a_request_that_was_cancelled() throws Exception {
    // More than any buffer takes.
    responder.says(Collections.nCopies(300_000, "and so on ").toArray(String[]::new));
    try (var http = HttpClient.newHttpClient()) {
      var request =
          server
              .request(CHAT)
              .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(true)))
              .build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      TestServer.await("it runs", () -> value("brisk_requests_running ") == 1);
      response.body().close();
      http.shutdownNow();
    }
    TestServer.await("it has ended", () -> value("brisk_requests_running ") == 0);
    assertThat(chat("gen_ai_server_request_duration_seconds_count", "", "cancelled")).isEqualTo(1);
    assertThat(scrape()).doesNotContainPattern("time_to_first_token_seconds_count\\S* [1-9]");
  }

  @Test
  void a_refusal_is_counted_by_its_code() throws Exception {
    var body = BODY.formatted(false).replace("scripted", "another");
    assertThat(server.post(CHAT, body).statusCode()).isEqualTo(404);
    assertThat(value("brisk_requests_rejected_total{reason=\"model_not_found\"} ")).isEqualTo(1);
    // No series for each name that somebody makes up.
    assertThat(scrape()).doesNotContain("another");
  }

  @Test
  void a_failure_is_an_error_and_leaves_nothing_running() throws Exception {
    responder.breaks(new StackOverflowError("for the test"));
    assertThat(server.post(CHAT, BODY.formatted(false)).statusCode()).isEqualTo(500);
    assertThat(value("brisk_requests_running ")).isZero();
    assertThat(chat("gen_ai_server_request_duration_seconds_count", "", "failed")).isEqualTo(1);
  }

  private double chat(String name, String more) {
    return chat(name, more, "");
  }

  /** The value of a series of chats; labels are written in the order of their names. */
  private double chat(String name, String more, String error) {
    var first = error.isEmpty() ? "" : "error_type=\"" + error + "\",";
    return value(
        name
            + "{"
            + first
            + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"brisk\",gen_ai_request_model=\"scripted\""
            + more
            + "} ");
  }

  private double value(String start) {
    var text = scrape();
    var line = Pattern.compile("^" + Pattern.quote(start) + "(.*)$", Pattern.MULTILINE);
    var match = line.matcher(text);
    assertThat(match.find()).as(start + " in " + text).isTrue();
    return Double.parseDouble(match.group(1));
  }

  private String scrape() {
    try {
      return server.get("/metrics").body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
