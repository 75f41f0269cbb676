package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Admission;
import dev.brisk.server.admission.AdmittedResponder;
import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.admission.Objective;
import dev.brisk.server.admission.Tier;
import dev.brisk.server.admission.TierLimits;
import dev.brisk.server.admission.Tiers;
import dev.brisk.server.store.RedisServer;
import dev.brisk.server.store.RedisStore;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis. */
@Timeout(60)
class SharedStoreTest {
  private static final Duration LEASE = Duration.ofMillis(1500);

  /** Three requests a minute, two at a time. */
  private static final Tier SMALL =
      new Tier(
          "small",
          1,
          Set.of(),
          OptionalInt.of(3),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalInt.of(2));

  private static final Tier NARROW =
      new Tier(
          "narrow",
          1,
          Set.of(),
          OptionalInt.empty(),
          OptionalInt.of(1000),
          OptionalLong.empty(),
          OptionalInt.of(1));

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init")
  private RedisServer redis;

  @SuppressWarnings("NullAway.Init")
  private KeyStore keys;

  @SuppressWarnings("NullAway.Init")
  private Gateway one;

  @SuppressWarnings("NullAway.Init")
  private Gateway other;

  /** One server with its own connection to the store. */
  private final class Gateway {
    final ScriptedResponder responder = new ScriptedResponder(true);
    final RedisStore store = RedisStore.open(redis.where(), LEASE, Clock.systemUTC(), log::add);
    final TestServer server;

    Gateway() {
      var limits = new TierLimits(Tiers.of(List.of(SMALL, NARROW)), keys, store.ledger());
      server =
          new TestServer(
              new AdmittedResponder(responder, new Admission(Objective.DEFAULT), limits),
              Door.local(),
              new Access(TestServer.TOKEN, keys, limits),
              store);
      open.add(store);
      open.add(server);
    }

    HttpResponse<String> ask(String key, String body) throws Exception {
      return server.send(request(key, body));
    }

    HttpRequest request(String key, String body) {
      return HttpRequest.newBuilder(server.uri("/v1/responses"))
          .header("Authorization", "Bearer " + key)
          .POST(HttpRequest.BodyPublishers.ofString(body))
          .build();
    }

    /** Begins an answer that does not end, and returns once it runs. */
    void hang(String key) {
      int running = responder.running.get();
      responder.saysAndHangs("and");
      var http = java.net.http.HttpClient.newHttpClient();
      open.add(http::shutdownNow);
      CompletableFuture<?> unused =
          http.sendAsync(
              request(key, "{\"model\":\"scripted\",\"input\":\"hi\",\"stream\":true}"),
              HttpResponse.BodyHandlers.ofInputStream());
      TestServer.await("it runs", () -> responder.running.get() > running);
      assertThat(unused).isNotNull();
    }

    JsonObject status() {
      try {
        return Json.parseObject(server.get("/v1/status").body()).requireObject("store");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    boolean up() {
      return status().bool("up").orElseThrow();
    }
  }

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start(folder);
    open.add(redis);
    keys = new KeyStore(folder.resolve("keys.db"), Clock.systemUTC());
    open.add(keys);
    one = new Gateway();
    other = new Gateway();
  }

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private static final String HI = "{\"model\":\"scripted\",\"input\":\"hi\"}";

  @Test
  void a_response_is_found_gone_on_from_and_forgotten_at_the_other_server() throws Exception {
    one.responder.says("It is ", "blue.");
    var made = one.server.post("/v1/responses", "{\"model\":\"scripted\",\"input\":\"Which?\"}");
    var id = Json.parseObject(made.body()).requireText("id");
    assertThat(other.server.get("/v1/responses/" + id).body()).isEqualTo(made.body());

    other.responder.says("Very.");
    var next =
        other.server.post(
            "/v1/responses",
            "{\"model\":\"scripted\",\"input\":\"Really?\",\"previous_response_id\":\""
                + id
                + "\"}");
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(other.responder.questions.remove().toString())
        .containsSubsequence("Which?", "It is blue.", "Really?");

    var gone = other.server.send(other.server.request("/v1/responses/" + id).DELETE().build());
    assertThat(gone.body()).contains("\"deleted\":true");
    assertThat(one.server.get("/v1/responses/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void nobody_else_sees_a_response() throws Exception {
    var mine = keys.create("standard", "");
    var theirs = keys.create("standard", "");
    one.responder.says("Secret.");
    var id = Json.parseObject(one.ask(mine, HI).body()).requireText("id");
    var look =
        HttpRequest.newBuilder(other.server.uri("/v1/responses/" + id))
            .header("Authorization", "Bearer " + theirs)
            .build();
    assertThat(other.server.send(look).statusCode()).isEqualTo(404);
  }

  @Test
  void requests_and_tokens_are_counted_together() throws Exception {
    var key = keys.create("small", "");
    for (var gateway : List.of(one, other, one)) {
      gateway.responder.says("hello");
      assertThat(gateway.ask(key, HI).statusCode()).isEqualTo(200);
    }
    var refused = other.ask(key, HI);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("3 requests a minute of the tier 'small'");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(refused.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("0");

    var narrow = keys.create("narrow", "");
    one.responder.says("hello");
    assertThat(one.ask(narrow, HI).statusCode()).isEqualTo(200);
    other.responder.says("hello");
    // The first has taken 3 tokens of prompt and 1 of answer.
    assertThat(other.ask(narrow, HI).headers().firstValue("x-ratelimit-remaining-tokens"))
        .get()
        .satisfies(left -> assertThat(Integer.parseInt(left)).isBetween(995, 997));
  }

  @Test
  void slots_are_shared_and_come_free_where_a_server_was_killed() throws Exception {
    var key = keys.create("narrow", "");
    one.hang(key);
    var refused = other.ask(key, HI);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("1 requests open");
    // It holds for as long as the server lives.
    long held = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    TestServer.await(
        "some leases have passed",
        () -> {
          assertThat(status(other, key)).isEqualTo(429);
          return System.nanoTime() > held;
        });
    // As a kill does: it says nothing more.
    one.store.close();
    TestServer.await("the slot is free", () -> status(other, key) == 200);
  }

  private static int status(Gateway gateway, String key) {
    try {
      return gateway.ask(key, HI).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_store_that_is_killed_stops_nobody_and_is_found_again() throws Exception {
    var key = keys.create("narrow", "");
    one.responder.says("before");
    var before = Json.parseObject(one.ask(key, HI).body()).requireText("id");
    one.hang(key);
    assertThat(one.up()).isTrue();
    redis.kill();
    TestServer.await("both notice", () -> !one.up() && !other.up());

    // Each counts by itself.
    other.responder.says("meanwhile");
    var meanwhile = other.ask(key, HI);
    assertThat(meanwhile.statusCode()).isEqualTo(200);
    var look =
        HttpRequest.newBuilder(other.server.uri("/v1/responses/" + before))
            .header("Authorization", "Bearer " + key)
            .build();
    var unknown = other.server.send(look);
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.body()).contains("store_unavailable").doesNotContain("Exception");
    assertThat(unknown.headers().firstValue("retry-after")).hasValue("1");
    var id = Json.parseObject(meanwhile.body()).requireText("id");
    assertThat(
            other
                .server
                .send(
                    HttpRequest.newBuilder(other.server.uri("/v1/responses/" + id))
                        .header("Authorization", "Bearer " + key)
                        .build())
                .statusCode())
        .isEqualTo(200);
    assertThat(other.server.get("/metrics").body()).contains("brisk_store_up 0.0");

    redis.start();
    TestServer.await("both are back", () -> one.up() && other.up());
    // What runs is known there again, and so is what was used.
    TestServer.await("the slot is taken again", () -> status(other, key) == 429);
    assertThat(other.server.get("/metrics").body()).contains("brisk_store_up 1.0");
    assertThat(log)
        .anyMatch(line -> line.matches("The store redis://127.0.0.1:\\d+/0 is back\\."))
        .anyMatch(line -> line.contains("is away") && line.contains("by itself"));
    assertThat(log).hasSize(4);
  }

  @Test
  void a_store_that_hangs_holds_up_one_request_for_half_a_second_and_no_other() throws Exception {
    var key = keys.create("standard", "");
    redis.hang();
    try {
      one.responder.says("first");
      long began = System.nanoTime();
      assertThat(one.ask(key, HI).statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      TestServer.await("it is away", () -> !one.up());
      one.responder.says("second");
      assertThat(one.ask(key, HI).statusCode()).isEqualTo(200);
    } finally {
      redis.goOn();
    }
    TestServer.await("it is back", one::up);
  }

  @Test
  void a_password_is_used_and_never_said() throws Exception {
    var inside = java.nio.file.Files.createDirectory(folder.resolve("locked"));
    try (var locked = RedisServer.start(inside, "--requirepass", "open-sesame")) {
      try (var right =
          RedisStore.open(
              locked.where().password("open-sesame"), LEASE, Clock.systemUTC(), log::add)) {
        assertThat(right.state().up()).isTrue();
      }
      try (var wrong =
          RedisStore.open(
              locked.where().password("close-sesame"), LEASE, Clock.systemUTC(), log::add)) {
        assertThat(wrong.state().up()).isFalse();
        assertThat(wrong.state().toString()).doesNotContain("sesame");
      }
    }
    assertThat(log).hasSize(1);
    assertThat(log.remove()).contains("WRONGPASS").doesNotContain("sesame");
  }
}
