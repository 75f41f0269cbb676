package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keywords of JSON Schema (2020-12) are held, and which say nothing about the value. */
final class SchemaKeywords {
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "contentEncoding",
          "contentMediaType",
          "$comment",
          "$schema",
          "$id",
          "$defs",
          "definitions");

  /** By the type of value that they are about. */
  static final Map<String, List<String>> BY_TYPE =
      Map.of(
          "object",
          List.of(
              "properties", "required", "additionalProperties", "minProperties", "maxProperties"),
          "array",
          List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
          "string",
          List.of("minLength", "maxLength", "pattern", "format"),
          "number",
          List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));

  private static final Set<String> FOR_ALL =
      Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref");

  private SchemaKeywords() {}

  /**
   * Looks whether all keywords are known.
   *
   * @throws ConstraintException if one is not
   */
  static void check(JsonObject schema, String at) {
    for (var keyword : schema.members().keySet()) {
      if (!ANNOTATIONS.contains(keyword)
          && !FOR_ALL.contains(keyword)
          && BY_TYPE.values().stream().noneMatch(list -> list.contains(keyword))) {
        throw unsupported(keyword, at);
      }
    }
    if (schema.bool("uniqueItems").orElse(false)) {
      throw unsupported("uniqueItems", at);
    }
    if (schema.members().get("items") instanceof Json.Array) {
      throw new ConstraintException(
          "The JSON schema has a list as 'items' (at %s), as in older drafts; use 'prefixItems'."
              .formatted(at));
    }
  }

  static ConstraintException unsupported(String keyword, String at) {
    return new ConstraintException(
        "The JSON schema uses '%s' (at %s), which is not supported; leave it out or say it in another way."
            .formatted(keyword, at));
  }

  /** The keywords that say something about the value; a missing {@code anyOf} is none. */
  static JsonObject withoutAnnotations(JsonObject schema) {
    var kept = new LinkedHashMap<>(schema.members());
    kept.keySet().removeAll(ANNOTATIONS);
    return new JsonObject(kept);
  }

  /** How many members there may be besides the named ones. */
  record MemberBounds(int min, int max) {}

  /**
   * Reads {@code minProperties} and {@code maxProperties}, which cannot be held where optional
   * named members count.
   */
  static MemberBounds memberBounds(JsonObject schema, int required, int named, String at) {
    int min = schema.integer("minProperties").orElse(0);
    int max = schema.integer("maxProperties").orElse(UNBOUNDED);
    boolean closed = new Json.Bool(false).equals(schema.members().get("additionalProperties"));
    boolean counts = required == named;
    if (!counts && min > required) {
      throw unsupported("minProperties", at);
    }
    if (!counts && max != UNBOUNDED && (max < named || !closed)) {
      throw unsupported("maxProperties", at);
    }
    if (max != UNBOUNDED && (max < min || max < required)) {
      throw new ConstraintException(
          "The JSON schema has a 'maxProperties' (at %s) that is too small.".formatted(at));
    }
    return new MemberBounds(
        Math.max(0, min - required), max == UNBOUNDED ? UNBOUNDED : max - required);
  }
}
