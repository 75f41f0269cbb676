package dev.brisk.server.constrain;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one schema of several that a value has to meet all. */
record SchemaMerge(SchemaReferences references) {
  private static final int MAX_DEPTH = 50;

  /** Of which the larger counts. */
  private static final Set<String> LEAST =
      Set.of("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum");

  /** Of which the smaller counts. */
  private static final Set<String> MOST =
      Set.of("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum");

  /**
   * A schema in which {@code $ref} and {@code allOf} are replaced by what they say.
   *
   * @throws ConstraintException if that cannot be said in one schema
   */
  JsonObject flat(JsonObject schema, String at) {
    return flat(schema, at, 0);
  }

  private JsonObject flat(JsonObject schema, String at, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ConstraintException(
          "The JSON schema refers to itself without end (at %s).".formatted(at));
    }
    SchemaKeywords.check(schema, at);
    var own = new LinkedHashMap<>(SchemaKeywords.withoutAnnotations(schema).members());
    var parts = new ArrayList<Json>();
    if (own.containsKey("$ref")) {
      parts.add(references.resolve(schema.requireText("$ref")));
    }
    parts.addAll(schema.array("allOf"));
    own.remove("$ref");
    own.remove("allOf");
    var all = new JsonObject(own);
    for (var part : parts) {
      all = both(all, flat(part, at, depth + 1), at);
    }
    return all;
  }

  private JsonObject flat(Json schema, String at, int depth) {
    return switch (schema) {
      case JsonObject object -> flat(object, at, depth);
      case Json.Bool(var all) when all -> new JsonObject(Map.of());
      // What no value meets.
      default -> new JsonObject(Map.of("enum", new Json.Array(List.of())));
    };
  }

  /** A schema that says what both say. */
  JsonObject both(JsonObject a, Json other, String at) {
    var b = flat(other, at, 0);
    closed(a, b, at);
    closed(b, a, at);
    var all = new LinkedHashMap<>(a.members());
    b.members()
        .forEach(
            (keyword, value) -> {
              var known = all.get(keyword);
              all.put(
                  keyword,
                  known == null || known.equals(value) ? value : both(keyword, known, value, at));
            });
    return new JsonObject(all);
  }

  /** Refuses members in one part that another part, which is closed, does not know. */
  private static void closed(JsonObject a, JsonObject b, String at) {
    var additional = a.members().get("additionalProperties");
    if (additional == null || additional.equals(new Json.Bool(true))) {
      return;
    }
    var known = a.object("properties").map(o -> o.members().keySet()).orElse(Set.of());
    var others = b.object("properties").map(o -> o.members().keySet()).orElse(Set.of());
    if (!known.containsAll(others)) {
      throw new ConstraintException(
          "The JSON schema combines parts (at %s) of which one has 'additionalProperties' and another more properties; put all properties into one part."
              .formatted(at));
    }
  }

  private Json both(String keyword, Json a, Json b, String at) {
    if (LEAST.contains(keyword) || MOST.contains(keyword)) {
      boolean first =
          SchemaNumbers.decimal(keyword, a, at).compareTo(SchemaNumbers.decimal(keyword, b, at))
              > 0;
      return first == LEAST.contains(keyword) ? a : b;
    }
    return switch (keyword) {
      case "type" -> types(a, b, at);
      case "enum" -> listed(a, b);
      case "required" -> union(a, b);
      case "properties" -> properties(a, b);
      case "additionalProperties", "items" -> allOf(a, b);
      default ->
          throw new ConstraintException(
              "The JSON schema has '%s' twice (at %s) in parts that a value has to meet all, which is not supported."
                  .formatted(keyword, at));
    };
  }

  private static Json types(Json a, Json b, String at) {
    var common = new LinkedHashSet<>(SchemaTypes.named(new JsonObject(Map.of("type", a)), at));
    common.retainAll(SchemaTypes.named(new JsonObject(Map.of("type", b)), at));
    return new Json.Array(common.stream().<Json>map(Json.Text::new).toList());
  }

  private static Json listed(Json a, Json b) {
    var common = new ArrayList<>(items(a));
    common.retainAll(items(b));
    return new Json.Array(common);
  }

  private static Json union(Json a, Json b) {
    var all = new LinkedHashSet<>(items(a));
    all.addAll(items(b));
    return new Json.Array(List.copyOf(all));
  }

  private static List<Json> items(Json list) {
    return list instanceof Json.Array(var items) ? items : List.of();
  }

  private static Json properties(Json a, Json b) {
    var all = new LinkedHashMap<String, Json>();
    if (a instanceof JsonObject(var first) && b instanceof JsonObject(var second)) {
      all.putAll(first);
      second.forEach((name, value) -> all.merge(name, value, SchemaMerge::allOf));
    }
    return new JsonObject(all);
  }

  private static Json allOf(Json a, Json b) {
    return a.equals(b) ? a : new JsonObject(Map.of("allOf", new Json.Array(List.of(a, b))));
  }
}
