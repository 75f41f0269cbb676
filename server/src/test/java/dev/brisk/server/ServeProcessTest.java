package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.store.RedisServer;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.stream.ServerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeProcessTest {
  @TempDir private Path temporary;

  private Path state() {
    return temporary.resolve("state");
  }

  private ServerState running() {
    return ServerState.read(new StateDir(state()).stateFile()).orElseThrow();
  }

  @Test
  void says_that_it_is_ready_and_leaves_when_asked_to() throws Exception {
    try (var server = BriskProcess.start(state(), "serve")) {
      server.said("is ready on");
      var state = running();
      assertThat(server.output())
          .contains(
              "http://127.0.0.1:" + state.port(), state.model(), "kernels", "pid " + state.pid());
      assertThat(server.output().lines()).hasSize(1);
      assertThat(state.pid()).isEqualTo(server.process.pid());
      assertThat(state.background()).isFalse();
      assertThat(mode(new StateDir(state()).stateFile())).isEqualTo("rw-------");
      assertThat(mode(state())).isEqualTo("rwx------");
      try (var client = new ServerClient(state.uri(), state.token(), Duration.ofSeconds(10))) {
        assertThat(client.health().pid()).isEqualTo(state.pid());
        client.shutdown();
      }
      assertThat(server.exitCode()).isZero();
      assertThat(new StateDir(state()).stateFile()).doesNotExist();
      assertThat(server.errors()).isEmpty();
    }
  }

  @Test
  void says_how_long_contexts_are_and_what_they_take() throws Exception {
    try (var server =
        BriskProcess.start(
            state(),
            "serve",
            "--context",
            "2048",
            "--kv-type",
            "q8_0",
            "--rope-scaling",
            "linear",
            "--rope-scale",
            "2")) {
      server.said("is ready on");
      assertThat(server.output())
          .containsPattern(
              "context 2048 tokens \\([0-9.]+ MiB of keys and values in q8_0 when full\\)");
    }
  }

  @Test
  void says_what_a_script_says() throws Exception {
    var script = temporary.resolve("answers.jsonl");
    Files.writeString(script, "{\"say\": \"As the script says.\"}\n");
    try (var server = BriskProcess.start(state(), "serve", "--scripted", script.toString())) {
      server.said("is ready on");
      var state = running();
      assertThat(state.model()).isEqualTo("scripted");
      try (var http = HttpClient.newHttpClient()) {
        var response =
            http.send(
                HttpRequest.newBuilder(state.uri().resolve("/v1/chat/completions"))
                    .header("Authorization", "Bearer " + state.token())
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"model\": \"scripted\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).contains("As the script says.");
      }
    }
  }

  @Test
  void a_script_that_cannot_be_read_is_refused_in_one_sentence() throws Exception {
    var script = temporary.resolve("answers.jsonl");
    Files.writeString(script, "\n{\"sing\": \"la\"}\n");
    try (var server = BriskProcess.start(state(), "serve", "--scripted", script.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.errors()).contains("answers.jsonl, line 2: 'sing'").hasLineCount(1);
    }
  }

  @Test
  void a_tier_holds_for_its_keys_and_a_name_that_is_not_configured_is_refused() throws Exception {
    var script = Files.writeString(temporary.resolve("answers.jsonl"), "{\"say\": \"Hello\"}");
    var config = temporary.resolve("brisk.toml");
    Files.writeString(
        config,
        """
        [[model]]
        scripted = "answers.jsonl"
        [[tier]]
        name = "guest"
        models = ["big"]
        """);
    try (var server = BriskProcess.start(state(), "serve", "--config", config.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.errors())
          .contains("The tier 'guest' may use the model 'big', which is not served")
          .hasLineCount(1);
    }
    try (var keys =
        BriskProcess.start(
            state(), "keys", "create", "--tier", "gast", "--config", config.toString())) {
      assertThat(keys.exitCode()).isEqualTo(1);
      assertThat(keys.errors())
          .contains("There is no tier 'gast' in", "local, preview, standard, guest");
    }
    try (var keys =
        BriskProcess.start(
            state(), "keys", "create", "--tier", "guest", "--config", config.toString())) {
      assertThat(keys.exitCode()).isZero();
      assertThat(keys.output()).startsWith("brisk_");
      assertThat(keys.errors()).doesNotContain("can be used where");
    }
    assertThat(script).exists();
  }

  @Test
  void a_server_that_shares_a_store_says_nothing_of_it_but_its_status() throws Exception {
    var script = temporary.resolve("answers.jsonl");
    Files.writeString(script, "{\"say\": \"Hello.\"}\n");
    try (var redis = RedisServer.start(temporary, "--requirepass", "open-sesame");
        var server =
            BriskProcess.start(
                state(),
                Map.of("STORE_PASSWORD", "open-sesame"),
                "serve",
                "--scripted",
                script.toString(),
                "--store",
                redis.where().toString(),
                "--store-password-env",
                "STORE_PASSWORD")) {
      server.said("is ready on");
      var state = running();
      try (var http = HttpClient.newHttpClient()) {
        var status =
            http.send(
                HttpRequest.newBuilder(state.uri().resolve("/v1/status"))
                    .header("Authorization", "Bearer " + state.token())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(status.body())
            .contains(
                "\"store\":{\"kind\":\"redis\",\"up\":true,\"address\":\""
                    + redis.where()
                    + "\",\"failures\":0}");
      }
      assertThat(server.errors() + server.output())
          .doesNotContain("sesame", "Unsafe", "netty", "lettuce", "SLF4J");
    }
  }

  @Test
  void prompts_are_in_the_log_only_where_somebody_asked_for_it() throws Exception {
    var script = temporary.resolve("answers.jsonl");
    Files.writeString(
        script, "{\"say\": \"Yes.\"}\n{\"error\": {\"code\": \"x\", \"message\": \"No.\"}}\n");
    var ask =
        "{\"model\": \"scripted\", \"messages\": [{\"role\": \"user\", \"content\": \"xyzzy\"}]}";
    for (boolean asked : new boolean[] {false, true}) {
      var command = new ArrayList<>(List.of("serve", "--scripted", script.toString()));
      if (asked) {
        command.add("--log-prompts");
      }
      try (var server = BriskProcess.start(state(), command.toArray(String[]::new));
          var http = HttpClient.newHttpClient()) {
        server.said("is ready on");
        var state = running();
        for (var body : List.of(ask, ask, ask.replace("user", "xyzzy"), "{xyzzy")) {
          http.send(
              HttpRequest.newBuilder(state.uri().resolve("/v1/chat/completions"))
                  .header("Authorization", "Bearer " + state.token())
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
        }
        if (asked) {
          server.until("it is said", () -> server.errors().contains("xyzzy"));
          assertThat(server.errors())
              .contains("\"key\":\"local\",\"model\":\"scripted\",\"messages\":[{");
        } else {
          assertThat(server.output() + server.errors()).doesNotContain("xyzzy");
        }
      }
    }
  }

  @Test
  void serves_what_a_configuration_says() throws Exception {
    var script = temporary.resolve("answers.jsonl");
    Files.writeString(script, "{\"say\": \"From the flagship.\", \"repeat\": true}\n");
    var elsewhere = temporary.resolve("elsewhere");
    try (var upstream = BriskProcess.start(elsewhere, "serve", "--scripted", script.toString())) {
      upstream.said("is ready on");
      var behind = ServerState.read(new StateDir(elsewhere).stateFile()).orElseThrow();
      var config = temporary.resolve("brisk.toml");
      Files.writeString(
          config,
          """
          [[model]]
          file = "builtin"
          name = "small"

          [[model]]
          name = "flagship"
          aliases = ["gpt"]
          upstream = "%s"
          key_env = "FLAGSHIP_KEY"
          """
              .formatted(behind.uri()));
      try (var server =
          BriskProcess.start(
              state(),
              Map.of("FLAGSHIP_KEY", behind.token()),
              "serve",
              "--config",
              config.toString())) {
        server.said("is ready on");
        assertThat(server.output()).contains("model small and flagship");
        try (var http = HttpClient.newHttpClient()) {
          var response =
              http.send(
                  HttpRequest.newBuilder(running().uri().resolve("/v1/chat/completions"))
                      .header("Authorization", "Bearer " + running().token())
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"model\": \"gpt\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(response.body()).contains("From the flagship.");
        }
        assertThat(server.errors()).isEmpty();
      }
    }
  }

  @Test
  void a_configuration_that_cannot_be_meant_is_refused_in_one_sentence() throws Exception {
    var config = temporary.resolve("brisk.toml");
    Files.writeString(config, "[[model]]\nfile = \"builtin\"\nthreats = 2\n");
    try (var server = BriskProcess.start(state(), "serve", "--config", config.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.errors()).contains("brisk.toml, line 3: 'threats'").hasLineCount(1);
    }
  }

  @Test
  void an_upstream_that_is_not_there_is_refused_in_one_sentence() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (var server =
        BriskProcess.start(state(), "serve", "--upstream", "http://user:pass@127.0.0.1:" + port)) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.errors())
          .contains("The upstream http://127.0.0.1:" + port + " cannot be reached")
          .doesNotContain("pass@")
          .hasLineCount(1);
    }
  }

  @Test
  void a_context_beyond_the_models_is_refused_in_one_sentence() throws Exception {
    try (var server = BriskProcess.start(state(), "serve", "--context", "131072")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.errors()).contains("131072", "1024", "--rope-scale 128").hasLineCount(1);
    }
  }

  @Test
  void a_second_server_is_refused_and_the_first_stays() throws Exception {
    try (var first = BriskProcess.start(state(), "serve").said("is ready on");
        var second = BriskProcess.start(state(), "serve")) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors().lines()).hasSize(1);
      assertThat(second.errors())
          .contains("is running already", "pid " + first.process.pid(), "brisk stop");
      assertThat(first.process.isAlive()).isTrue();
      assertThat(running().pid()).isEqualTo(first.process.pid());
    }
  }

  @Test
  void a_server_that_a_client_started_says_so() throws Exception {
    try (var _ = BriskProcess.start(state(), "serve", "--background").said("is ready on")) {
      assertThat(running().background()).isTrue();
    }
  }

  @Test
  void a_termination_signal_ends_it_cleanly() throws Exception {
    try (var server = BriskProcess.start(state(), "serve").said("is ready on")) {
      server.process.destroy();
      assertThat(server.exitCode()).isZero();
      assertThat(new StateDir(state()).stateFile()).doesNotExist();
    }
  }

  @Test
  void prefixes_are_saved_at_a_signal_and_taken_up_again() throws Exception {
    var snapshots = temporary.resolve("snapshots");
    for (int start = 0; start < 2; start++) {
      try (var server =
          BriskProcess.start(state(), "serve", "--prefix-snapshots", snapshots.toString())
              .said("is ready on")) {
        server.process.destroy();
        assertThat(server.exitCode()).isZero();
        assertThat(server.errors()).isEmpty();
        assertThat(snapshots).isDirectory();
      }
    }
  }

  @Test
  void a_killed_server_does_not_keep_the_next_from_starting() throws Exception {
    try (var server = BriskProcess.start(state(), "serve").said("is ready on")) {
      server.process.destroyForcibly().waitFor();
      assertThat(new StateDir(state()).stateFile()).exists();
    }
    try (var server = BriskProcess.start(state(), "serve").said("is ready on")) {
      assertThat(running().pid()).isEqualTo(server.process.pid());
    }
  }

  @Test
  void it_leaves_by_itself_when_nobody_asks_anything() throws Exception {
    try (var server = BriskProcess.start(state(), "serve", "--idle", "1s")) {
      assertThat(server.exitCode()).isZero();
      assertThat(server.output()).contains("is ready on");
      assertThat(new StateDir(state()).stateFile()).doesNotExist();
    }
  }

  @Test
  void a_broken_state_file_is_refused_and_left_alone() throws Exception {
    Files.createDirectories(state());
    var file = Files.writeString(new StateDir(state()).stateFile(), "{\"pid\": ");
    refused("is broken", "serve");
    assertThat(file).hasContent("{\"pid\": ");
  }

  @Test
  void a_server_that_cannot_say_where_it_is_fails() throws Exception {
    var moved = temporary.resolve("moved");
    try (var process = BriskProcess.start(state(), "serve")) {
      process.until("it has its lock", () -> Files.exists(new StateDir(state()).lockFile()));
      Files.move(state(), moved);
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors()).startsWith("brisk: ").contains("cannot be written");
      assertThat(process.output()).isEmpty();
    }
  }

  @Test
  void a_model_without_a_chat_template_chats_by_a_given_one() throws Exception {
    var template =
        Files.writeString(
            temporary.resolve("chat.jinja"),
            "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
    try (var _ =
        BriskProcess.start(state(), "serve", "--chat-template", template.toString())
            .said("is ready on")) {
      var state = running();
      var answer =
          chat(
              state,
              "{\"model\":\""
                  + state.model()
                  + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi.\"}],\"max_tokens\":3}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"completion_tokens\":3");
    }
  }

  @Test
  void a_chat_template_that_is_not_there_is_refused() throws Exception {
    refused("cannot be read", "serve", "--chat-template", temporary.resolve("no.jinja").toString());
  }

  @Test
  void a_given_chat_template_that_cannot_be_rendered_is_refused() throws Exception {
    var broken = Files.writeString(temporary.resolve("broken.jinja"), "{% for m in %}");
    refused("broken.jinja cannot be rendered", "serve", "--chat-template", broken.toString());
  }

  private static HttpResponse<String> chat(ServerState state, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(state.uri().resolve("/v1/chat/completions"))
              .header("Authorization", "Bearer " + state.token())
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void an_unknown_model_is_refused() throws Exception {
    refused(
        "no-such-model.gguf",
        "serve",
        "--model",
        temporary.resolve("no-such-model.gguf").toString());
  }

  @Test
  void a_model_file_that_was_cut_off_is_refused() throws Exception {
    byte[] whole;
    try (var in = BuiltInModel.class.getResourceAsStream("model/brisk-small.gguf")) {
      assertThat(in).isNotNull();
      whole = in.readAllBytes();
    }
    for (int length : new int[] {0, whole.length / 50, whole.length - 1}) {
      var cut = Files.write(temporary.resolve("cut.gguf"), Arrays.copyOf(whole, length));
      refused("cut.gguf", "serve", "--model", cut.toString());
    }
  }

  @Test
  void a_port_that_is_taken_is_refused() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused("Port " + taken.getLocalPort(), "serve", "--port", "" + taken.getLocalPort());
    }
  }

  @Test
  void wrong_usage_has_its_own_exit_code() throws Exception {
    for (var args :
        new String[][] {
          {"serve", "--port", "many"},
          {"serve", "--port", "70000"},
          {"serve", "--idle", "soon"},
          {"serve", "--idle", "0s"},
          {"serve", "--threads", "-1"},
          {"fly"},
          {"model"},
          {"model", "probe", "--steps", "0"}
        }) {
      try (var process = BriskProcess.start(state(), args)) {
        assertThat(process.exitCode()).as(String.join(" ", args)).isEqualTo(2);
        assertThat(process.errors()).startsWith("brisk: ").contains("--help");
        assertThat(process.errors().lines()).hasSize(1);
      }
    }
  }

  private void refused(String because, String... args) throws IOException, InterruptedException {
    try (var process = BriskProcess.start(state(), args)) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors()).startsWith("brisk: ").contains(because);
      assertThat(process.errors().lines()).as(process.errors()).hasSize(1);
      assertThat(process.output()).isEmpty();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
