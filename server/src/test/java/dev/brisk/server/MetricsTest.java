package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server says of itself after real edits with the model that is in the module. */
@Timeout(60)
class MetricsTest {
  private static final String SUM =
      """
      class Numbers {
        static int add(int[] values) {
          int sum = 0;
          for (int value : values) {
            sum += value;
          }
          return sum;
        }
      }
      """;

  private EngineResponder responder;
  private IdleClock idle;
  private HttpServer server;
  private HttpClient http;
  private EditClient client;

  @BeforeEach
  void start() {
    responder = new EngineResponder(BuiltInModel.open(BuiltInModel.NAME), EngineOptions.defaults());
    idle = new IdleClock(System::nanoTime);
    server = new HttpServer(new Models(responder), 0, "token", "test", idle);
    http = HttpClient.newHttpClient();
    client = EditClient.connect(uri(""), "token", Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    client.close();
    http.shutdownNow();
    server.close();
    responder.close();
  }

  @Test
  void edits_are_in_the_histograms_of_the_conventions() throws Exception {
    int tokens = 0;
    for (var name : new String[] {"total", "amount", "result"}) {
      var stats = ((EditCompleted) edit("rename sum to " + name, false)).stats();
      tokens += stats.tokens();
    }

    var page = scrape();

    var labels =
        Map.of(
            "gen_ai_operation_name",
            "edit",
            "gen_ai_provider_name",
            "brisk",
            "gen_ai_request_model",
            responder.model().name());
    for (var name :
        new String[] {
          "gen_ai_server_time_to_first_token_seconds",
          "gen_ai_server_time_per_output_token_seconds",
          "gen_ai_server_request_duration_seconds",
          "gen_ai_client_token_usage",
          "brisk_output_gap_seconds",
          "brisk_edit_duration_seconds"
        }) {
      assertThat(page.type(name)).as(name).isEqualTo("histogram");
      page.checkHistogram(name);
    }
    assertThat(page.value("gen_ai_server_time_to_first_token_seconds_count", labels)).isEqualTo(3);
    assertThat(page.value("gen_ai_server_time_per_output_token_seconds_count", labels))
        .isEqualTo(3);
    assertThat(page.value("gen_ai_server_request_duration_seconds_count", labels)).isEqualTo(3);
    assertThat(page.bounds("gen_ai_server_time_per_output_token_seconds"))
        .startsWith("2.5E-4", "5.0E-4", "7.5E-4", "0.001")
        .endsWith("10.0", "+Inf");
    assertThat(page.bounds("gen_ai_client_token_usage")).startsWith("1.0", "4.0", "16.0");
    assertThat(page.value("gen_ai_client_token_usage_sum", Map.of("gen_ai_token_type", "output")))
        .isEqualTo(tokens);
    assertThat(page.value("gen_ai_client_token_usage_count", Map.of("gen_ai_token_type", "input")))
        .isEqualTo(3);
    assertThat(
            page.value(
                "brisk_edit_duration_seconds_count",
                Map.of("by", responder.model().name(), "outcome", "completed")))
        .isEqualTo(3);
  }

  @Test
  void the_engine_the_cache_and_the_process_are_there() throws Exception {
    var _ = edit("rename sum to total", false);
    var _ = edit("rename sum to total", false);

    var page = scrape();

    var model = Map.of("model", responder.model().name());
    var engine = responder.statistics().orElseThrow();
    assertThat(page.value("brisk_engine_steps_total", model)).isEqualTo((double) engine.steps());
    assertThat(page.value("brisk_engine_rows_total", model)).isEqualTo((double) engine.rows());
    assertThat(page.value("brisk_engine_output_tokens_total", model))
        .isEqualTo((double) engine.outputTokens())
        .isPositive();
    assertThat(page.value("brisk_draft_tokens_total", model)).isEqualTo((double) engine.drafted());
    assertThat(page.value("brisk_draft_accepted_tokens_total", model))
        .isEqualTo((double) engine.accepted());
    assertThat(page.value("brisk_prefix_requests_total", Map.of("result", "hit"))).isEqualTo(1);
    assertThat(page.value("brisk_prefix_requests_total", Map.of("result", "miss"))).isEqualTo(1);
    assertThat(page.value("brisk_prefix_misses_total", Map.of("reason", "cold"))).isEqualTo(1);
    assertThat(page.value("brisk_prefix_misses_total", Map.of("reason", "evicted"))).isZero();
    assertThat(page.value("brisk_prefix_tokens_total", Map.of("result", "hit"))).isPositive();
    assertThat(page.value("brisk_kv_memory_bytes", Map.of("use", "prefix_cache"))).isPositive();
    assertThat(page.value("brisk_streams", Map.of("state", "running"))).isZero();
    assertThat(page.value("brisk_streams", Map.of("state", "waiting"))).isZero();
    assertThat(page.value("brisk_requests_running", Map.of())).isZero();
    assertThat(page.value("brisk_requests_queued", Map.of())).isZero();
    assertThat(page.value("brisk_websockets", Map.of("path", "/v1/edits"))).isEqualTo(1);
    assertThat(page.value("jvm_memory_used_bytes", Map.of("area", "heap"))).isPositive();
    assertThat(page.value("jvm_buffer_memory_used_bytes", Map.of("id", "direct"))).isNotNegative();
    assertThat(page.type("brisk_engine_steps_total")).isEqualTo("counter");
    assertThat(page.type("brisk_streams")).isEqualTo("gauge");
  }

  @Test
  void what_was_turned_away_is_counted_by_reason() throws Exception {
    assertThat(get("/v1/models", "brisk_wrong").statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "brisk_wrong").statusCode()).isEqualTo(401);
    assertThat(post("/v1/chat/completions", "{").statusCode()).isEqualTo(400);
    var failed = (EditFailed) edit("rename sum to total ".repeat(300), false);

    var page = scrape();

    assertThat(page.value("brisk_requests_rejected_total", Map.of("reason", "invalid_api_key")))
        .isEqualTo(2);
    assertThat(page.value("brisk_edit_duration_seconds_count", Map.of("outcome", failed.code())))
        .isEqualTo(1);
  }

  @Test
  void an_answer_without_a_model_counts_as_an_edit_but_as_no_request_to_a_model() throws Exception {
    assertThat(edit("rename sum to total", true)).isInstanceOf(EditCompleted.class);

    var page = scrape();

    assertThat(page.value("brisk_edit_duration_seconds_count", Map.of("by", "instant")))
        .isEqualTo(1);
    assertThat(page.lines("gen_ai_server_request_duration_seconds_count")).isEmpty();
  }

  @Test
  void open_metrics_is_spoken_to_whom_asks_for_it() throws Exception {
    var request =
        HttpRequest.newBuilder(uri("/metrics"))
            .header("Authorization", "Bearer token")
            .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @Test
  void the_status_says_the_same() throws Exception {
    var _ = edit("rename sum to total", false);
    var _ = edit("rename sum to amount", true);

    var status = status();

    assertThat(status.requireText("version")).isEqualTo("test");
    assertThat(status.requireInteger("requests")).isEqualTo(1);
    assertThat(status.requireInteger("running")).isZero();
    assertThat(status.requireObject("edits").requireInteger("completed")).isEqualTo(2);
    var model = status.objects("models").getFirst();
    var engine = responder.statistics().orElseThrow();
    assertThat(model.requireText("name")).isEqualTo(responder.model().name());
    assertThat(model.number("output_tokens")).hasValue((double) engine.outputTokens());
    assertThat(model.number("steps")).hasValue((double) engine.steps());
    assertThat(model.requireObject("prefixes").requireInteger("misses")).isEqualTo(1);
    var first = status.requireObject("last_minute").requireObject("first_token_ms");
    assertThat(first.number("p50").orElseThrow()).isPositive();
    assertThat(status.requireObject("sockets").requireInteger("/v1/edits")).isEqualTo(1);
    assertThat(status.requireObject("memory").number("heap_bytes").orElseThrow()).isPositive();
  }

  @Test
  void a_closed_connection_is_no_open_websocket() throws Exception {
    client.close();
    while (status().requireObject("sockets").requireInteger("/v1/edits") > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void who_only_looks_does_not_keep_the_server_awake() throws Exception {
    var woken = new AtomicInteger();
    idle.onBegin(woken::incrementAndGet);
    var _ = scrape();
    var _ = status();
    assertThat(woken).hasValue(0);
  }

  private EditServerEvent edit(String instruction, boolean direct) throws InterruptedException {
    var options = new EditOptions(null, null, null, null, true, direct);
    var call =
        client.create(
            new EditCreate(
                null, "Numbers.java", SUM, new LineRange(2, 8), instruction, null, options));
    while (true) {
      var event = call.next();
      if (call.isLast(event)) {
        return event;
      }
    }
  }

  private MetricsPage scrape() throws Exception {
    var response = get("/metrics", "token");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return MetricsPage.of(response.body());
  }

  private JsonObject status() throws Exception {
    var response = get("/v1/status", "token");
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.parseObject(response.body());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer token")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
