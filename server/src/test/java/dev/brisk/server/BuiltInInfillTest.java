package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What llama.vim gets from the model that is in the module. */
class BuiltInInfillTest {
  private static final String BEFORE =
      """
      import java.util.ArrayList;
      import java.util.List;

      class Basket {
        private final List<String> names = new ArrayList<>();

        void add(String name) {
          names.add(name);
        }

        int size() {
      """;

  private static EngineResponder responder;
  private static HttpServer server;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    responder = new EngineResponder(BuiltInModel.open(BuiltInModel.NAME), EngineOptions.defaults());
    server =
        new HttpServer(new Models(responder), 0, "token", "test", new IdleClock(System::nanoTime));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow();
    server.close();
    responder.close();
  }

  @Test
  void the_rest_of_a_line_of_java_is_completed() throws Exception {
    assertThat(content(infill(BEFORE, "    return names.si", "\n  }\n}\n"))).isEqualTo("ze();");
  }

  @Test
  void what_stands_behind_the_cursor_is_not_repeated() throws Exception {
    assertThat(content(infill(BEFORE, "    return names.si", "();\n  }\n}\n"))).isEqualTo("ze");
  }

  @Test
  void an_empty_line_is_completed_with_its_indentation() throws Exception {
    var before = BEFORE + "    return names.size();\n  }\n\n  void clear() {\n";
    assertThat(content(infill(before, "", "\n  }\n}\n")))
        .startsWith("    ")
        .doesNotStartWith("     ");
  }

  @Test
  void prose_gets_no_suggestion() throws Exception {
    assertThat(content(infill("Dear reader,\nthis is no ", "pro", "\n"))).isEmpty();
  }

  @Test
  void a_prewarm_is_answered() throws Exception {
    var answer =
        post(
            "/infill",
            "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"prompt\":\"\",\"n_predict\":0}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(content(answer)).isEmpty();
  }

  @Test
  void tokens_are_made_and_unmade() throws Exception {
    var answer = post("/tokenize", "{\"content\":\"int size = größe;\",\"with_pieces\":false}");
    var tokens = new JsonWriter().value(json(answer)).toString();
    assertThat(json(answer).array("tokens")).isNotEmpty();
    assertThat(content(post("/detokenize", tokens))).isEqualTo("int size = größe;");
    assertThat(post("/detokenize", "{\"tokens\":[1000000]}").statusCode()).isEqualTo(400);
    assertThat(post("/detokenize", "{\"tokens\":[1.5]}").statusCode()).isEqualTo(400);
    var pieces = json(post("/tokenize", "{\"content\":\"int\",\"with_pieces\":true}"));
    assertThat(pieces.objects("tokens").getFirst().has("piece")).isTrue();
  }

  private static HttpResponse<String> infill(String prefix, String line, String suffix)
      throws Exception {
    return post(
        "/infill",
        new JsonWriter()
            .beginObject()
            .member("input_prefix", prefix)
            .member("prompt", line)
            .member("input_suffix", suffix)
            .member("n_predict", 128)
            .endObject()
            .toString());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer token")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.parseObject(answer.body());
  }

  private static String content(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).requireText("content");
  }
}
