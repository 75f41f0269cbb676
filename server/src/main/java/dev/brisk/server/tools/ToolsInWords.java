package dev.brisk.server.tools;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Tools for a model whose chat template knows none: said in words, in the way of Hermes. */
record ToolsInWords(List<JsonObject> functions) {
  List<JsonObject> in(List<JsonObject> messages) {
    var out = new ArrayList<JsonObject>();
    boolean explained = false;
    for (var message : messages) {
      var role = message.text("role").orElse("");
      if (role.equals("system") && !explained) {
        out.add(said("system", content(message) + "\n\n" + introduction()));
        explained = true;
      } else if (role.equals("tool")) {
        out.add(said("user", "<tool_response>\n" + content(message) + "\n</tool_response>"));
      } else if (!message.objects("tool_calls").isEmpty()) {
        out.add(said(role, content(message) + calls(message)));
      } else {
        out.add(message);
      }
    }
    if (!explained) {
      out.addFirst(said("system", introduction()));
    }
    return List.copyOf(out);
  }

  private String introduction() {
    var schemas = new StringBuilder();
    functions.forEach(
        function -> schemas.append(new JsonWriter().value(function).toString()).append('\n'));
    return """
    You can call these functions, given as JSON schemas:
    %s
    To call one, write a JSON object with its name and arguments between tags, and nothing else:
    <tool_call>
    {"name": "the function's name", "arguments": {}}
    </tool_call>"""
        .formatted(schemas.toString().stripTrailing());
  }

  private static String calls(JsonObject message) {
    var text = new StringBuilder();
    for (var call : message.objects("tool_calls")) {
      call.object("function")
          .ifPresent(
              function ->
                  text.append("\n<tool_call>\n{\"name\": ")
                      .append(new JsonWriter().value(function.text("name").orElse("")))
                      .append(", \"arguments\": ")
                      .append(function.text("arguments").orElse("{}"))
                      .append("}\n</tool_call>"));
    }
    return text.toString();
  }

  private static String content(JsonObject message) {
    return message.member("content").orElse(null) instanceof Json.Text(var text) ? text : "";
  }

  private static JsonObject said(String role, String content) {
    var members = new LinkedHashMap<String, Json>();
    members.put("role", new Json.Text(role));
    members.put("content", new Json.Text(content));
    return new JsonObject(members);
  }
}
