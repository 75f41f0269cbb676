package dev.brisk.server.responses;

import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.answer.Urgency;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A request for a response, over HTTP or as {@code response.create}. Members that are not known are
 * passed over.
 *
 * @param question all but the conversation, the caller and what stops it
 * @param input what is new in the conversation
 * @param previous the response that the conversation goes on from
 * @param tools the tools of this request alone
 * @param allowed the names of the tools that may be called, if not all may
 * @param session what the requests of one thread have in common
 * @param store whether the response can be asked for later
 * @param generate whether an answer is wanted; else the conversation is only read
 * @param seals whether what the model thought is also handed out opaque
 * @param lane the lane that the response's events belong to
 * @param echo the settings as the response repeats them: members of a JSON object
 */
public record ResponseRequest(
    Question question,
    List<Item> input,
    Optional<String> previous,
    Optional<String> instructions,
    List<JsonObject> tools,
    Optional<Set<String>> allowed,
    Optional<String> session,
    boolean store,
    boolean stream,
    boolean generate,
    boolean seals,
    Optional<String> lane,
    String echo) {

  /**
   * Reads a request.
   *
   * @throws RefusedException which names the member that cannot be understood
   */
  public static ResponseRequest of(JsonObject json) {
    try {
      return read(json);
    } catch (JsonException | IllegalArgumentException e) {
      throw new RefusedException(
          Refusals.INVALID_REQUEST, sentence(String.valueOf(e.getMessage())));
    }
  }

  private static ResponseRequest read(JsonObject json) {
    if (json.bool("background").orElse(false)) {
      throw new RefusedException(
          "unsupported_parameter",
          "background",
          "Responses in the background are not supported; leave out 'background'.");
    }
    var include = Set.copyOf(json.texts("include"));
    var choice = json.member("tool_choice");
    var question =
        Question.of(
                json.requireText("model"),
                new Ask.Chat(variables(json), ResponseTools.choice(choice)))
            .decoding(decoding(json, include.contains("message.output_text.logprobs")))
            .constraint(TextFormat.of(json))
            .prediction(prediction(json));
    return new ResponseRequest(
        question,
        ItemReader.read(json.member("input")),
        json.text("previous_response_id"),
        json.text("instructions"),
        ResponseTools.read(json.objects("tools"), "tools"),
        ResponseTools.allowed(choice),
        json.text("prompt_cache_key"),
        json.bool("store").orElse(true),
        json.bool("stream").orElse(false),
        json.bool("generate").orElse(true),
        include.contains("reasoning.encrypted_content"),
        json.text("stream_id"),
        Echo.of(json));
  }

  /** The same settings for what follows a response. */
  ResponseRequest following(String response, List<Item> items) {
    return new ResponseRequest(
        question,
        items,
        Optional.of(response),
        instructions,
        tools,
        allowed,
        session,
        store,
        stream,
        true,
        seals,
        lane,
        echo);
  }

  String model() {
    return question.model();
  }

  /**
   * The question that this asks.
   *
   * @param items the whole conversation
   */
  Question question(List<Item> items, Caller caller, Optional<String> connection) {
    var asked = (Ask.Chat) question.ask();
    var known = allTools(items);
    var conversation =
        new Conversation(
            Transcript.of(instructions, items), known, asked.conversation().variables());
    check(asked.choice(), known);
    var urgency = generate ? Urgency.INTERACTIVE : Urgency.KEYSTROKE;
    return new Question(
        question.model(),
        new Ask.Chat(conversation, asked.choice()),
        question.constraint(),
        question.prediction(),
        question.decoding(),
        !generate,
        new Origin(caller, session.or(() -> connection), urgency),
        new CancelToken());
  }

  /** The tools of the conversation and of this request; the later of the same name counts. */
  private List<JsonObject> allTools(List<Item> items) {
    var byName = new LinkedHashMap<String, JsonObject>();
    for (var item : items) {
      if (item instanceof Item.Tools(var more)) {
        more.forEach(tool -> byName.put(ResponseTools.name(tool), tool));
      }
    }
    tools.forEach(tool -> byName.put(ResponseTools.name(tool), tool));
    var all = new ArrayList<>(byName.values());
    allowed.ifPresent(names -> all.removeIf(tool -> !names.contains(ResponseTools.name(tool))));
    return all;
  }

  private static void check(ToolChoice choice, List<JsonObject> tools) {
    switch (choice) {
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> {}
      case ToolChoice.Required required -> {
        if (tools.isEmpty()) {
          throw Refusals.invalid(
              "tool_choice", "A tool is required, but there are none; send 'tools'.");
        }
      }
      case ToolChoice.Named(var name) -> {
        if (tools.stream().noneMatch(tool -> ResponseTools.name(tool).equals(name))) {
          throw Refusals.invalid(
              "tool_choice", "There is no tool named '" + name + "'; name one of 'tools'.");
        }
      }
    }
  }

  /** Who wants no thought says so to the template, if it knows that variable. */
  private static Conversation variables(JsonObject json) {
    var effort = json.object("reasoning").flatMap(reasoning -> reasoning.text("effort"));
    var quick = effort.filter(e -> e.equals("none") || e.equals("minimal"));
    return new Conversation(
        List.of(),
        List.of(),
        quick.isPresent()
            ? Map.<String, Json>of("enable_thinking", new Json.Bool(false))
            : Map.of());
  }

  /** Greedy unless a temperature is given: the same question gets the same answer. */
  private static Decoding decoding(JsonObject json, boolean logprobs) {
    var most = json.integer("max_output_tokens");
    if (most.isPresent() && most.getAsInt() < 1) {
      throw Refusals.invalid("max_output_tokens", "'max_output_tokens' must be at least 1.");
    }
    int top = json.integer("top_logprobs").orElse(0);
    if (top < 0 || top > 20) {
      throw Refusals.invalid("top_logprobs", "'top_logprobs' must be from 0 to 20.");
    }
    var sampling =
        new Sampling(
            (float) json.number("temperature").orElse(0),
            0,
            (float) json.number("top_p").orElse(1),
            0,
            json.has("seed")
                ? (long) json.number("seed").orElse(0)
                : ThreadLocalRandom.current().nextLong());
    return new Decoding(
        sampling, most, List.of(), logprobs ? OptionalInt.of(top) : OptionalInt.empty());
  }

  private static Optional<String> prediction(JsonObject json) {
    var prediction = json.object("prediction");
    if (prediction.isEmpty()) {
      return Optional.empty();
    }
    if (prediction.get().member("content").orElse(null) instanceof Json.Text(var text)) {
      return Optional.of(text);
    }
    var all = new StringBuilder();
    prediction.get().objects("content").forEach(part -> all.append(part.requireText("text")));
    return Optional.of(all.toString());
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0))
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }
}
