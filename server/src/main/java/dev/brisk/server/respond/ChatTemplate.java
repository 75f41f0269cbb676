package dev.brisk.server.respond;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.jinja.Template;
import dev.brisk.server.jinja.TemplateException;
import dev.brisk.server.jinja.Text;
import dev.brisk.server.tools.ThinkReader;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a conversation is written for a model: the Jinja template of its metadata. What a request
 * brings never becomes a control token, whatever it holds and whatever the template does to it:
 * only the template's own text and the names of roles can.
 */
final class ChatTemplate {
  /** Roles that a template may make a control token of, as in {@code '<|' + role + '|>'}. */
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  private static final List<Prompt.Message> QUESTION = List.of(new Prompt.Message("user", "Hi"));

  private static final Conversation CALL =
      new Conversation(
          List.of(
              Json.parseObject("{\"role\": \"user\", \"content\": \"Hi\"}"),
              Json.parseObject(
                  "{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"a12345678\","
                      + " \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]}")),
          List.of(),
          Map.of());

  private final String source;
  private final Template template;
  private final Tokenizer tokenizer;
  private final Clock clock;

  /** Whether the template takes the arguments of a call as a mapping, not as JSON in a text. */
  private final boolean mapsArguments;

  /**
   * Reads a template and tries it.
   *
   * @throws TemplateException if the template cannot be rendered here; says why
   */
  ChatTemplate(String jinja, Tokenizer tokenizer, Clock clock) {
    this.source = jinja;
    this.template = Template.parse(jinja);
    this.tokenizer = tokenizer;
    this.clock = clock;
    var _ = works(Conversation.of(QUESTION), true, true);
    this.mapsArguments = works(CALL, true, false) || !works(CALL, false, false);
  }

  private boolean works(Conversation conversation, boolean maps, boolean required) {
    try {
      var _ = text(conversation, maps);
    } catch (TemplateException.Raised e) {
      // It does not want this conversation, but knows what it is doing.
    } catch (TemplateException e) {
      if (required) {
        throw e;
      }
      return false;
    }
    return true;
  }

  /** The template as it was given. */
  String source() {
    return source;
  }

  /**
   * A conversation for the model, open for the assistant's next message.
   *
   * @param opensThought whether it ends with the beginning of a thought, which the model goes on
   *     with
   */
  // Compared by nobody; the engine takes an array.
  @SuppressWarnings("ArrayRecordComponent")
  record Rendered(int[] tokens, boolean opensThought) {}

  /**
   * The tokens of a conversation, open for the assistant's next message.
   *
   * @throws TemplateException if it cannot be written for this model
   */
  int[] tokens(Conversation conversation) {
    return prompt(conversation).tokens();
  }

  /** The same, and how it ends. */
  Rendered prompt(Conversation conversation) {
    var text = text(conversation, mapsArguments);
    return new Rendered(tokens(text), text.string().stripTrailing().endsWith(ThinkReader.BEGIN));
  }

  private int[] tokens(Text text) {
    var tokens = tokenizer.encodeWithSpecials(text.string(), text.given());
    var bos = tokenizer.bos();
    return tokenizer.addsBos()
            && bos.isPresent()
            && (tokens.length == 0 || tokens[0] != bos.getAsInt())
        ? IntStream.concat(IntStream.of(bos.getAsInt()), IntStream.of(tokens)).toArray()
        : tokens;
  }

  /** The text of a conversation, in which what the request brought is marked. */
  Text text(Conversation conversation) {
    return text(conversation, mapsArguments);
  }

  private Text text(Conversation conversation, boolean maps) {
    var variables = new HashMap<String, Object>();
    conversation.variables().forEach((name, value) -> variables.put(name, Template.value(value)));
    var messages = new ArrayList<Object>();
    conversation.messages().forEach(message -> messages.add(message(message, maps)));
    variables.put("messages", messages);
    var tools = new Json.Array(List.copyOf(conversation.tools()));
    // As transformers does, so that a template can ask whether there are any.
    variables.put("tools", Template.value(tools.items().isEmpty() ? new Json.Null() : tools));
    variables.put("documents", Template.value(new Json.Null()));
    variables.put("add_generation_prompt", true);
    variables.put("bos_token", piece(tokenizer.bos()));
    variables.put("eos_token", piece(tokenizer.eos()));
    return template.render(variables, clock);
  }

  private Text piece(OptionalInt token) {
    return Text.of(token.isPresent() ? tokenizer.piece(token.getAsInt()) : "");
  }

  private static Object message(JsonObject message, boolean mapsArguments) {
    var members = new LinkedHashMap<String, Object>();
    message.members().forEach((name, value) -> members.put(name, Template.value(value)));
    if (message.members().get("role") instanceof Json.Text(var role) && ROLES.contains(role)) {
      members.put("role", Text.of(role));
    }
    if (message.member("content").isEmpty()) {
      // Many templates add texts to it.
      members.put("content", Text.of(""));
    }
    if (mapsArguments && message.member("tool_calls").isPresent()) {
      var calls = new ArrayList<Object>();
      message.objects("tool_calls").forEach(call -> calls.add(Template.value(mapped(call))));
      members.put("tool_calls", calls);
    }
    return Template.object(members);
  }

  /** The call with its arguments as an object; as it is where they are none. */
  private static JsonObject mapped(JsonObject call) {
    if (call.members().get("function") instanceof JsonObject function
        && function.members().get("arguments") instanceof Json.Text(var text)) {
      try {
        return with(call, "function", with(function, "arguments", Json.parseObject(text)));
      } catch (JsonException e) {
        return call;
      }
    }
    return call;
  }

  private static JsonObject with(JsonObject object, String name, Json value) {
    var members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new JsonObject(members);
  }
}
