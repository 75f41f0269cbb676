package dev.brisk.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.server.admission.Tier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir private Path folder;

  @Test
  void reads_models_of_all_kinds() throws Exception {
    var read =
        read(
            """
            [server]
            port = 8080

            [[model]]
            name = "small"
            file = "models/small.gguf"
            threads = 2
            chat_template = "chat.jinja"

            [[model]]
            file = "builtin"

            [[model]]
            scripted = "answers.jsonl"

            [[model]]
            name = "flagship"
            aliases = ["big", "gpt"]
            context = 262144
            upstream = ["http://10.0.0.5:8000", {url = "https://example.com/v1", weight = 2.5}]
            model = "Qwen/Qwen3-Coder"
            key_env = "FLAGSHIP_KEY"
            api = "responses"
            engine = "llama_cpp"
            custom_tools = true
            prediction = false
            prewarm = true
            connect_timeout = "500ms"
            first_token_timeout = "2m"
            idle_timeout = "1h"
            """);
    assertThat(read.server().port()).hasValue(8080);
    assertThat(read.models().subList(0, 3))
        .containsExactly(
            new ModelSection(
                Optional.of("small"),
                List.of(),
                OptionalInt.empty(),
                new ModelSection.LocalModel(
                    folder.resolve("models/small.gguf").toString(),
                    Optional.empty(),
                    OptionalInt.of(2),
                    Optional.of(folder.resolve("chat.jinja")))),
            new ModelSection(
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                new ModelSection.LocalModel(
                    "builtin", Optional.empty(), OptionalInt.empty(), Optional.empty())),
            new ModelSection(
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                new ModelSection.ScriptFile(folder.resolve("answers.jsonl"))));
    assertThat(read.models().getLast())
        .isEqualTo(
            new ModelSection(
                Optional.of("flagship"),
                List.of("big", "gpt"),
                OptionalInt.of(262_144),
                new UpstreamModel(
                    List.of(
                        new UpstreamModel.Replica(URI.create("http://10.0.0.5:8000"), 1),
                        new UpstreamModel.Replica(URI.create("https://example.com/v1"), 2.5)),
                    Optional.of("FLAGSHIP_KEY"),
                    Optional.of("Qwen/Qwen3-Coder"),
                    Optional.of(UpstreamModel.Api.RESPONSES),
                    Optional.of(UpstreamModel.EngineKind.LLAMA_CPP),
                    true,
                    false,
                    Optional.of(true),
                    Duration.ofMillis(500),
                    Duration.ofMinutes(2),
                    Duration.ofHours(1))));
  }

  @Test
  void reads_tiers_and_leaves_out_what_is_not_limited() throws Exception {
    var read =
        read(
            """
            [[tier]]
            name = "preview"
            models = ["small", "flagship"]
            priority = 1
            requests_per_minute = 120
            tokens_per_minute = 400000
            tokens_per_day = 5000000
            concurrency = 8

            [[tier]]
            name = "batch"
            """);
    assertThat(read.tiers())
        .containsExactly(
            new Tier(
                "preview",
                1,
                Set.of("small", "flagship"),
                OptionalInt.of(120),
                OptionalInt.of(400_000),
                OptionalLong.of(5_000_000),
                OptionalInt.of(8)),
            new Tier(
                "batch",
                Tier.PRIORITY,
                Set.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.empty()));
  }

  @Test
  void reads_where_servers_keep_what_they_share() throws Exception {
    var store =
        read("""
                [server]
                store = "rediss://brisk:p%40ss@[::1]:6390/2"
                store_ttl = "7m"
                store_password_env = "VALKEY_PASSWORD"
                """)
            .server()
            .store()
            .orElseThrow();
    assertThat(store)
        .isEqualTo(
            new StoreSection(
                true,
                "::1",
                6390,
                2,
                Optional.of("brisk"),
                Optional.of("p@ss"),
                Optional.of("VALKEY_PASSWORD"),
                Duration.ofMinutes(7)));
    assertThat(store).hasToString("rediss://[::1]:6390/2");
    var plain = read("[server]\nstore = 'redis://cache'").server().store().orElseThrow();
    assertThat(plain).hasToString("redis://cache:6379/0");
    assertThat(plain.keep()).isEqualTo(StoreSection.KEEP);
  }

  @Test
  void an_empty_file_says_nothing() throws Exception {
    assertThat(read("")).isEqualTo(Configuration.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[server];prot = 1 | line 2: 'prot' is unknown here; use one of port, store, store_password_env, store_ttl.",
        "[[models]];file = 'a' | line 1: 'models' is unknown here; use one of model, server, tier.",
        "[[model]];file = 'a';;threats = 1 | line 4: 'threats' is unknown here",
        "[[model]];name = 'a' | line 1: A model has one of 'file'",
        "[[model]];file = 'a';scripted = 'b' | line 1: A model has one of 'file'",
        "[[model]];file = 1 | line 2: 'file' must be a string.",
        "[[model]];file = 'a';threads = 0 | line 3: 'threads' must be from 1 to 1024.",
        "[[model]];upstream = 'ftp://a' | line 2: The address of an upstream begins with http://",
        "[[model]];upstream = 'http://user:secret word@host' | line 2: The address of an upstream must be a URL",
        "[[model]];upstream = [{url = 'http://a', wait = 1}] | line 2: 'wait' is unknown here; use one of url, weight.",
        "[[model]];upstream = [{url = 'http://a', weight = 0}] | line 2: 'weight' must be above 0.",
        "[[model]];upstream = 'http://a';idle_timeout = '5' | line 3: 'idle_timeout' must be a time such as",
        "[[model]];upstream = 'http://a';api = 'grpc' | line 3: 'api' must be one of chat, responses.",
        "[server];port = | line 2: ",
        "[server];store = 'http://user:secret@a' | line 2: The address of the store must be a URL",
        "[server];store = 'redis://secret@a' | line 2: The address of the store must be a URL",
        "[server];store = 'redis://a/x' | line 2: The address of the store must be a URL",
        "[server];store = 'redis://:secret word@a' | line 2: The address of the store must be a URL",
        "[server];store = 'redis://a';store_ttl = 'long' | line 3: 'store_ttl' must be a time such as",
        "[server];store_ttl = '1h' | line 1: 'store_ttl' and 'store_password_env' belong to a 'store'",
        "[[tier]];priority = 1 | line 1: A tier needs a 'name'",
        "[[tier]];name = 'a';requests_per_minute = 0 | line 3: 'requests_per_minute' must be from 1 to",
        "[[tier]];name = 'a';tokens_per_minute = '9' | line 3: 'tokens_per_minute' must be a whole number.",
        "[[tier]];name = 'a';models = [1] | line 3: 'models' must be a string or a table.",
        "[[tier]];name = 'a';rpm = 9 | line 3: 'rpm' is unknown here; use one of concurrency, models,",
        "[[tier]];name = 'a';[[tier]];name = 'a' | two tiers are called 'a'",
        "[[model]];file = 'a';name = 'x';[[model]];file = 'b';aliases = ['x'] | two models are called 'x'",
      })
  void what_cannot_be_meant_is_refused_with_its_line(String lines, String reason) {
    assertThatThrownBy(() -> read(lines.replace(';', '\n')))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(folder.resolve("brisk.toml").toString())
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Configuration.read(folder.resolve("none.toml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.toml");
  }

  private Configuration read(String text) throws IOException {
    return Configuration.read(Files.writeString(folder.resolve("brisk.toml"), text));
  }
}
