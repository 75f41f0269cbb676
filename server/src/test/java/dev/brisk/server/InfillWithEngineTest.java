package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Model;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of {@code /infill} with a model that has tokens for it. */
class InfillWithEngineTest {
  private static final String EXTRA =
      "\"input_extra\":[{\"filename\":\"A.java\",\"text\":\""
          + "int value = next();\\n".repeat(30)
          + "\"}]";

  private static EngineResponder responder;
  private static HttpServer server;
  private static HttpClient http;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var file = folder.resolve("fim.gguf");
    RenamedModel.fillInTheMiddle(file);
    responder = new EngineResponder(Model.open(file), EngineOptions.defaults());
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
  void no_tokens_to_predict_reads_the_other_files_for_the_next_request() throws Exception {
    var warm = infill("\"n_predict\":0," + EXTRA, "", "");
    assertThat(warm.requireText("content")).isEmpty();
    assertThat(warm.requireInteger("tokens_predicted")).isZero();
    var asked = infill("\"n_predict\":4," + EXTRA, "int a", ";\\n");
    var timings = asked.requireObject("timings");
    assertThat(timings.requireInteger("cache_n")).isGreaterThan(100);
    assertThat(timings.requireInteger("prompt_n")).isLessThan(20);
    assertThat(timings.requireInteger("predicted_n")).isBetween(1, 4);
  }

  @Test
  void what_does_not_fit_is_left_out_and_said() throws Exception {
    var answer = infill("\"n_predict\":4", "int a;\\n".repeat(2000), "");
    assertThat(answer.bool("truncated")).contains(true);
    assertThat(infill("\"n_predict\":4", "int a;\\n", "").bool("truncated")).contains(false);
  }

  private static JsonObject infill(String more, String prefix, String suffix) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/infill"))
                .header("Authorization", "Bearer token")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"input_prefix\":\"%s\",\"input_suffix\":\"%s\",%s}"
                            .formatted(prefix, suffix, more)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body());
  }
}
