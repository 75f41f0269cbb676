package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;
import static dev.brisk.server.constrain.Expression.literal;

import dev.brisk.server.constrain.Expression.Call;
import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a grammar of a JSON schema. */
final class SchemaReader {
  /** A schema of which more rules have to be made grows for ever. */
  private static final int MAX_RULES = 5_000;

  private final SchemaReferences references;
  private final SchemaMerge merge;
  private final Map<String, Expression> rules = new LinkedHashMap<>(JsonText.rules());
  private final JsonObject root;

  SchemaReader(JsonObject root) {
    this.root = root;
    references = new SchemaReferences(root);
    merge = new SchemaMerge(references);
  }

  Grammar read() {
    try {
      var start = rule(SchemaReferences.ROOT, root, SchemaReferences.ROOT);
      return new Grammar(rules, start);
    } catch (JsonException e) {
      throw new ConstraintException("The JSON schema cannot be read: " + e.getMessage());
    }
  }

  /** The rule of a schema, made if it is new. */
  private String rule(String name, Json schema, String at) {
    if (!rules.containsKey(name)) {
      if (rules.size() > MAX_RULES) {
        throw new ConstraintException(
            "The JSON schema combines itself with itself without end; use plain references.");
      }
      // Known before it is read, since it may be part of itself.
      rules.put(name, Expression.nothing());
      rules.put(name, value(schema, at));
    }
    return name;
  }

  private Expression value(Json schema, String at) {
    return switch (schema) {
      case Json.Bool(var all) -> all ? JsonText.anything() : Expression.nothing();
      case JsonObject object -> value(object, at);
      default ->
          throw new ConstraintException(
              "The JSON schema has %s (at %s) where a schema was expected."
                  .formatted(schema.kind(), at));
    };
  }

  private Expression value(JsonObject schema, String at) {
    SchemaKeywords.check(schema, at);
    var plain = SchemaKeywords.withoutAnnotations(schema);
    if (plain.has("$ref") && plain.members().size() == 1) {
      var pointer = plain.requireText("$ref");
      return new Call(rule(pointer, references.resolve(pointer), pointer));
    }
    if (plain.has("$ref") || plain.has("allOf")) {
      var merged = merge.flat(plain, at);
      return new Call(rule("merged " + new JsonWriter().value(merged), merged, at));
    }
    if (plain.has("anyOf") || plain.has("oneOf")) {
      return alternatives(plain, plain.has("anyOf") ? "anyOf" : "oneOf", at);
    }
    if (plain.has("enum") || plain.members().containsKey("const")) {
      return listed(plain, at);
    }
    return new Choice(
        SchemaTypes.of(plain, at).stream().map(type -> ofType(type, plain, at)).toList());
  }

  /** Each of the alternatives, with what the schema says beside them. */
  private Expression alternatives(JsonObject schema, String keyword, String at) {
    var beside = new LinkedHashMap<>(schema.members());
    beside.remove(keyword);
    var options = schema.array(keyword);
    if (keyword.equals("oneOf")) {
      new SchemaTypes.Disjoint(merge).check(options, at);
    }
    List<Expression> ways = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      var there = at + "/" + keyword + "/" + i;
      ways.add(
          beside.isEmpty()
              ? value(options.get(i), there)
              : value(merge.both(new JsonObject(beside), options.get(i), there), there));
    }
    return new Choice(ways);
  }

  private static Expression listed(JsonObject schema, String at) {
    for (var keyword : schema.members().keySet()) {
      if (!Set.of("enum", "const", "type").contains(keyword)) {
        throw new ConstraintException(
            "The JSON schema has '%s' beside 'enum' or 'const' (at %s), which is not supported; list only the values that it admits."
                .formatted(keyword, at));
      }
    }
    var values = SchemaTypes.listed(schema);
    var types = schema.has("type") ? SchemaTypes.named(schema, at) : SchemaTypes.ALL;
    return new Choice(
        values.stream()
            .filter(value -> types.contains(SchemaTypes.of(value)))
            .map(JsonText::exactly)
            .toList());
  }

  private Expression ofType(String type, JsonObject schema, String at) {
    return switch (type) {
      case "null" -> literal("null");
      case "boolean" -> Expression.choice(literal("true"), literal("false"));
      case "string" -> SchemaStrings.of(schema, at);
      case "integer" -> SchemaNumbers.integer(schema, at);
      case "number" -> SchemaNumbers.number(schema, at);
      case "array" -> array(schema, at);
      case "object" -> object(schema, at);
      default -> throw new IllegalStateException(type);
    };
  }

  private Expression array(JsonObject schema, String at) {
    var prefix = schema.array("prefixItems");
    var more = schema.member("items").orElse(new Json.Bool(true));
    int min = schema.integer("minItems").orElse(0);
    int max = schema.integer("maxItems").orElse(UNBOUNDED);
    List<Repeat> first = new ArrayList<>();
    List<Expression> ways = new ArrayList<>();
    for (int i = 0; i < prefix.size(); i++) {
      if (min <= i && (max == UNBOUNDED || i <= max)) {
        ways.add(JsonText.array(List.copyOf(first)));
      }
      first.add(new Repeat(value(prefix.get(i), at + "/prefixItems/" + i), 1, 1));
    }
    int least = Math.max(0, min - first.size());
    int most = max == UNBOUNDED ? UNBOUNDED : max - first.size();
    if (max == UNBOUNDED || most >= least) {
      if (most != 0) {
        first.add(new Repeat(value(more, at + "/items"), least, most));
      }
      ways.add(JsonText.array(first));
    }
    return new Choice(ways);
  }

  private Expression object(JsonObject schema, String at) {
    var properties = schema.object("properties").map(JsonObject::members).orElse(Map.of());
    var required = new LinkedHashSet<>(schema.texts("required"));
    boolean open = !schema.has("properties") && required.isEmpty();
    var additional = schema.member("additionalProperties").orElse(new Json.Bool(open));
    var names =
        new LinkedHashSet<>(
            Stream.concat(properties.keySet().stream(), required.stream()).toList());
    List<Repeat> members = new ArrayList<>();
    for (var name : names) {
      boolean must = required.contains(name);
      var unnamed = schema.has("additionalProperties") ? additional : new Json.Bool(true);
      var type = properties.getOrDefault(name, unnamed);
      var value = value(type, at + "/properties/" + name);
      members.add(new Repeat(JsonText.member(JsonText.name(name), value), must ? 1 : 0, 1));
    }
    var bounds = SchemaKeywords.memberBounds(schema, required.size(), names.size(), at);
    if (!additional.equals(new Json.Bool(false))) {
      var member =
          JsonText.member(OtherNames.than(names), value(additional, at + "/additionalProperties"));
      members.add(new Repeat(member, bounds.min(), bounds.max()));
    }
    return JsonText.object(members);
  }
}
