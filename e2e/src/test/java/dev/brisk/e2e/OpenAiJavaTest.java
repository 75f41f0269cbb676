package dev.brisk.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.ResponseWebSocketException;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.beta.responses.BetaResponseSteerEvent;
import com.openai.models.beta.responses.BetaResponsesClientEvent;
import com.openai.models.beta.responses.BetaResponsesServerEvent;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseSteerEvent;
import com.openai.models.responses.ResponsesClientEvent;
import com.openai.models.responses.ResponsesServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's SDK for Java, as a program uses it, against a server whose model is a script. Each event
 * has to be whole by the SDK's own reading of it.
 */
@Timeout(60)
class OpenAiJavaTest {
  private static final String MODEL = "scripted";
  private static final String SCRIPT =
      """
      {"when": {"tool": "blue"}, "say": "It is blue.", "repeat": true}
      {"when": {"user": "say hello"}, "say": [{"reasoning": "A greeting."}, "Hello, you."], "repeat": true}
      {"when": {"user": "look there"}, "say": [{"call": "look", "arguments": {"at": "the \\"sky\\""}}], "repeat": true}
      {"when": {"user": "say done"}, "say": "Done instead.", "repeat": true}
      {"when": {"user": "and again"}, "say": "Again.", "repeat": true}
      {"when": {"user": "count for ever"}, "say": [{"tokens": 100000, "of": "counting "}], "tokens_per_second": 200, "repeat": true}
      {"when": {"user": "talk a while"}, "say": [{"tokens": 60, "of": "words "}], "tokens_per_second": 100, "repeat": true}
      """;

  private static Brisk brisk;
  private static OpenAIClient client;
  private static String address = "";

  @BeforeAll
  static void serve(@TempDir Path folder) throws IOException {
    var script = Files.writeString(folder.resolve("script.jsonl"), SCRIPT);
    brisk = Brisk.in(folder);
    var made = brisk.run("keys", "create", "--tier", "standard");
    assertThat(made.code()).as(made.toString()).isZero();
    var serving =
        brisk
            .command("serve", "--scripted", script.toString(), "--port", "0", "--require-key")
            .start();
    Await.until(
        "the server is ready",
        () -> !serving.isAlive() || Files.exists(brisk.state().resolve("server.json")));
    assertThat(serving.isAlive()).isTrue();
    var server = brisk.server();
    address = "http://127.0.0.1:" + server.port() + "/v1";
    client = client(server.token());
  }

  @AfterAll
  static void close() {
    if (client != null) {
      client.close();
    }
    brisk.close();
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(address)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  @Test
  void lists_the_models() {
    var models = client.models().list().autoPager().stream().toList();
    assertThat(models).singleElement().satisfies(model -> model.validate());
    assertThat(models.getFirst().id()).isEqualTo(MODEL);
  }

  @Test
  void has_a_response_whole() {
    var response = client.responses().create(ask("say hello").build());

    response.validate();
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(text(response)).isEqualTo("Hello, you.");
    assertThat(response.output().getFirst().isReasoning()).isTrue();
    assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  void has_a_response_streamed() {
    var whole = ResponseAccumulator.createWithSnapshots();
    var numbers = new ArrayList<Long>();
    try (var events = client.responses().createStreaming(ask("say hello").build())) {
      events.stream()
          .forEach(
              event -> {
                event.validate();
                numbers.add(
                    requireNonNull(event._json().orElseThrow().convert(Numbered.class))
                        .sequenceNumber());
                whole.accumulate(event);
              });
    }

    assertThat(numbers).startsWith(0L).isSorted().doesNotHaveDuplicates();
    assertThat(text(whole.response())).isEqualTo("Hello, you.");
    // What the SDK makes of the deltas alone.
    assertThat(text(whole.reconstructedResponse())).isEqualTo("Hello, you.");
    assertThat(whole.response().usage()).isPresent();
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Numbered(@JsonProperty("sequence_number") long sequenceNumber) {}

  @Test
  void calls_a_tool_and_tells_its_outcome() {
    var asked =
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("look there")
                .build());
    var first =
        client.responses().create(ask("").inputOfResponse(List.of(asked)).addTool(look()).build());
    first.validate();
    var call = first.output().getLast().asFunctionCall();
    assertThat(call.name()).isEqualTo("look");
    assertThat(call.arguments(Place.class)).isEqualTo(new Place("the \"sky\""));

    var told =
        ResponseInputItem.ofFunctionCallOutput(
            ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output("blue")
                .build());
    var second =
        client
            .responses()
            .create(
                ask("")
                    .inputOfResponse(List.of(asked, ResponseInputItem.ofFunctionCall(call), told))
                    .addTool(look())
                    .build());

    assertThat(text(second)).isEqualTo("It is blue.");
  }

  private record Place(String at) {}

  private static FunctionTool look() {
    return FunctionTool.builder()
        .name("look")
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of()))
                .build())
        .build();
  }

  @Test
  void errors_are_the_exceptions_of_the_sdk() {
    var unknown =
        catchThrowableOfType(
            NotFoundException.class,
            () -> client.responses().create(ask("x").model("nobody").build()));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.code()).contains("model_not_found");

    var picture =
        ResponseInputItem.Message.builder()
            .role(ResponseInputItem.Message.Role.USER)
            .addContent(
                ResponseInputImage.builder()
                    .detail(ResponseInputImage.Detail.AUTO)
                    .imageUrl("data:image/png;base64,AAAA")
                    .build())
            .build();
    var pictures = ask("").inputOfResponse(List.of(ResponseInputItem.ofMessage(picture))).build();
    var refused =
        catchThrowableOfType(BadRequestException.class, () -> client.responses().create(pictures));
    assertThat(refused.code()).contains("unsupported_modality");
    assertThat(refused.param().orElseThrow()).contains("input[0]");
    assertThatThrownBy(
            () -> {
              try (var events = client.responses().createStreaming(pictures)) {
                events.stream().forEach(event -> {});
              }
            })
        .isInstanceOf(BadRequestException.class);

    var stranger = client("not-a-key");
    assertThatThrownBy(() -> stranger.responses().create(ask("x").build()))
        .isInstanceOf(UnauthorizedException.class);
    assertThatThrownBy(
            () -> {
              try (var socket = stranger.responses().connect()) {
                socket.receive();
              }
            })
        .isInstanceOf(OpenAIException.class);
    stranger.close();
  }

  @Test
  void chats_in_a_stream() {
    var whole = ChatCompletionAccumulator.create();
    var question =
        chat("say hello")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (var chunks = client.chat().completions().createStreaming(question)) {
      chunks.stream().forEach(chunk -> whole.accumulate(chunk.validate()));
    }

    var choice = whole.chatCompletion().choices().getFirst();
    assertThat(choice.message().content()).contains("Hello, you.");
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(whole.chatCompletion().usage().orElseThrow().completionTokens()).isPositive();
  }

  @Test
  void a_chat_calls_a_tool_whole_and_in_a_stream() {
    var question =
        chat("look there")
            .addFunctionTool(
                FunctionDefinition.builder()
                    .name("look")
                    .parameters(
                        FunctionParameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty("properties", JsonValue.from(Map.of()))
                            .build())
                    .build())
            .build();
    var streamed = ChatCompletionAccumulator.create();
    try (var chunks = client.chat().completions().createStreaming(question)) {
      chunks.stream().forEach(streamed::accumulate);
    }

    for (var answer :
        List.of(client.chat().completions().create(question), streamed.chatCompletion())) {
      var choice = answer.choices().getFirst();
      assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
      var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction().function();
      assertThat(call.name()).isEqualTo("look");
      assertThat(call.arguments(Place.class)).isEqualTo(new Place("the \"sky\""));
    }
  }

  @Test
  void goes_on_from_a_response_of_the_same_socket() {
    try (var socket = client.responses().connect()) {
      socket.send(create("say hello").build());
      var first = socket.finalResponse();
      assertThat(text(first)).isEqualTo("Hello, you.");
      socket.send(create("and again").previousResponseId(first.id()).build());
      var second = socket.finalResponse();
      assertThat(text(second)).isEqualTo("Again.");
      assertThat(second.previousResponseId()).contains(first.id());
      assertThat(second.usage().orElseThrow().inputTokens())
          .isGreaterThan(first.usage().orElseThrow().inputTokens());
    }
  }

  @Test
  void a_socket_refuses_with_an_event_and_goes_on() {
    try (var socket = client.responses().connect()) {
      socket.send(create("x").previousResponseId("resp_of_yesterday").build());
      var error = catchThrowableOfType(ResponseWebSocketException.class, socket::finalResponse);
      assertThat(error.event().isError()).isTrue();
      assertThat(error.event().toString()).contains("previous_response_not_found");

      socket.send(create("say hello").build());
      assertThat(text(socket.finalResponse())).isEqualTo("Hello, you.");
    }
  }

  @Test
  void steers_what_is_being_said() {
    try (var socket = client.responses().connect()) {
      socket.send(create("count for ever").build());
      var running = "";
      var deltas = 0;
      var kinds = new ArrayList<String>();
      while (true) {
        var event = socket.receive();
        if (event.isResponseCreated()) {
          var created = event.asResponseCreated().response();
          if (!running.isEmpty()) {
            assertThat(created.previousResponseId()).contains(running);
          }
          running = created.id();
        } else if (event.isResponseOutputTextDelta() && ++deltas == 5) {
          socket.send(
              ResponsesClientEvent.ofResponseSteer(
                  ResponseSteerEvent.builder()
                      .previousResponseId(running)
                      .input("say done instead")
                      .build()));
        } else if (event.isResponseSteerAccepted()) {
          assertThat(event.asResponseSteerAccepted().validate().steer().previousResponseId())
              .isEqualTo(running);
          kinds.add("accepted");
        } else if (event.isResponseIncomplete()) {
          var ended = event.asResponseIncomplete().validate().response();
          assertThat(ended.incompleteDetails().orElseThrow().reason().orElseThrow().toString())
              .isEqualTo("steered");
          assertThat(text(ended)).startsWith("counting counting");
          kinds.add("incomplete");
        } else if (event.isResponseCompleted()) {
          assertThat(text(event.asResponseCompleted().validate().response()))
              .isEqualTo("Done instead.");
          break;
        }
      }
      assertThat(kinds).containsExactly("accepted", "incomplete");
    }
  }

  @Test
  void a_steer_that_names_nothing_fails_as_an_event() {
    try (var socket = client.responses().connect()) {
      socket.send(
          ResponsesClientEvent.ofResponseSteer(
              ResponseSteerEvent.builder().previousResponseId("resp_none").input("x").build()));
      var event = known(socket.receive(), socket::receive);
      assertThat(event.isResponseSteerFailed()).as(event.toString()).isTrue();
      var failed = event.asResponseSteerFailed().validate();
      assertThat(failed.error().code().toString()).isEqualTo("response_not_found");
    }
  }

  /** What the preview of the SDK calls the same. */
  @Test
  void steers_by_the_preview_of_the_sdk() {
    try (var socket = client.beta().responses().connectWebSocket()) {
      socket.send(
          BetaResponsesClientEvent.ofResponseCreate(
              BetaResponsesClientEvent.ResponseCreate.builder()
                  .model(MODEL)
                  .input("count for ever")
                  .store(false)
                  .build()));
      var running = "";
      var deltas = 0;
      var seen = new HashSet<String>();
      BetaResponsesServerEvent event;
      do {
        event = socket.receive();
        if (event.isResponseCreated()) {
          running = event.asResponseCreated().response().id();
        } else if (event.isResponseOutputTextDelta() && ++deltas == 5) {
          socket.send(
              BetaResponsesClientEvent.ofResponseSteer(
                  BetaResponseSteerEvent.builder()
                      .previousResponseId(running)
                      .input("say done instead")
                      .build()));
        } else if (event.isResponseSteerAccepted()) {
          seen.add("accepted");
        } else if (event.isResponseIncomplete()) {
          seen.add("incomplete");
        }
      } while (!event.isResponseCompleted());
      assertThat(seen).containsExactlyInAnyOrder("accepted", "incomplete");
      assertThat(event.asResponseCompleted().response().id()).isEqualTo(running);
    }
  }

  @Test
  void two_lanes_of_a_socket_run_at_the_same_time() {
    try (var socket = client.responses().connect();
        var one = socket.lane("A");
        var other = socket.lane("B")) {
      one.send(create("count for ever").streamId("A").build());
      await(one::receive, "A");
      // The first lane goes on; the second comes to its end all the same.
      other.send(create("talk a while").streamId("B").build());
      await(other::receive, "B");
      await(one::receive, "A");
      var answer = other.finalResponse();
      assertThat(text(answer)).isEqualTo("words ".repeat(60));
      await(one::receive, "A");
    }
  }

  /** Waits until a lane says a word; each event up to it names the lane. */
  private static void await(Receiver lane, String name) {
    ResponsesServerEvent event;
    do {
      event = known(lane.receive(), lane);
      assertThat(event.streamId()).contains(name);
    } while (!event.isResponseOutputTextDelta());
  }

  @FunctionalInterface
  private interface Receiver {
    ResponsesServerEvent receive();
  }

  /** The event, or the first after it that the SDK has a type for: rate limits are Codex's. */
  private static ResponsesServerEvent known(ResponsesServerEvent first, Receiver more) {
    var event = first;
    while (!event.isValid()) {
      assertThat(event._json().orElseThrow().toString()).contains("codex.rate_limits");
      event = more.receive();
    }
    return event;
  }

  private static ResponseCreateParams.Builder ask(String input) {
    return ResponseCreateParams.builder().model(MODEL).input(input).store(false);
  }

  private static ChatCompletionCreateParams.Builder chat(String message) {
    return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(message);
  }

  private static Create create(String input) {
    return new Create(
        ResponsesClientEvent.ResponseCreate.builder().model(MODEL).input(input).store(false));
  }

  /** The SDK's builder, that builds the event and not only what is in it. */
  private record Create(ResponsesClientEvent.ResponseCreate.Builder builder) {
    Create previousResponseId(String id) {
      builder.previousResponseId(id);
      return this;
    }

    Create streamId(String id) {
      builder.streamId(id);
      return this;
    }

    ResponsesClientEvent build() {
      return ResponsesClientEvent.ofResponseCreate(builder.build());
    }
  }

  private static String text(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(part -> part.outputText().stream())
        .map(part -> part.text())
        .collect(Collectors.joining());
  }
}
