package dev.brisk.server.constrain;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of which types the values of a schema are. */
final class SchemaTypes {
  static final Set<String> ALL =
      Set.of("null", "boolean", "string", "integer", "number", "array", "object");

  private SchemaTypes() {}

  /**
   * The types of a schema without references, combinations and lists of values. Where it names none
   * they are taken from its other keywords: {@code minLength} alone means a string.
   */
  static Set<String> of(JsonObject schema, String at) {
    if (schema.has("type")) {
      return named(schema, at);
    }
    var meant = new LinkedHashSet<String>();
    for (var type : List.of("object", "array", "string", "number")) {
      if (SchemaKeywords.BY_TYPE.getOrDefault(type, List.of()).stream().anyMatch(schema::has)) {
        meant.add(type);
      }
    }
    // The order does not matter to what is allowed.
    return meant.isEmpty()
        ? Set.of("null", "boolean", "string", "number", "array", "object")
        : meant;
  }

  /** The types that a schema names; a number may be an integer. */
  static Set<String> named(JsonObject schema, String at) {
    var type = schema.member("type").orElseThrow();
    var names = type instanceof Json.Text(var one) ? List.of(one) : schema.texts("type");
    for (var name : names) {
      if (!ALL.contains(name)) {
        throw new ConstraintException(
            "The JSON schema has the type '%s' (at %s); there are null, boolean, string, integer, number, array and object."
                .formatted(name, at));
      }
    }
    var all = new LinkedHashSet<>(names);
    if (all.contains("number")) {
      all.add("integer");
    }
    return all;
  }

  /** The type of a value. */
  static String of(Json value) {
    return switch (value) {
      case Json.Text t -> "string";
      case Json.Numeral(var digits) ->
          new BigDecimal(digits).stripTrailingZeros().scale() <= 0 ? "integer" : "number";
      case Json.Bool b -> "boolean";
      case Json.Null n -> "null";
      case Json.Array a -> "array";
      case JsonObject o -> "object";
    };
  }

  /** The values of {@code enum} and {@code const}; those in both if there are both. */
  static List<Json> listed(JsonObject schema) {
    var constant = schema.members().get("const");
    if (constant == null) {
      return schema.array("enum");
    }
    return schema.has("enum") && !schema.array("enum").contains(constant)
        ? List.of()
        : List.of(constant);
  }

  /** Proves that no value meets two alternatives of {@code oneOf}. */
  record Disjoint(SchemaMerge merge) {
    private static final int MAX_DEPTH = 5;

    /**
     * @throws ConstraintException if it cannot be proved
     */
    void check(List<Json> options, String at) {
      for (int i = 0; i < options.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (!apart(options.get(i), options.get(j), at, MAX_DEPTH)) {
            throw new ConstraintException(
                "The JSON schema has a 'oneOf' (at %s) of which one value could meet two alternatives; use 'anyOf', or give each a property with a 'const' of its own that is required."
                    .formatted(at));
          }
        }
      }
    }

    private boolean apart(Json one, Json other, String at, int depth) {
      if (one.equals(new Json.Bool(false)) || other.equals(new Json.Bool(false))) {
        return true;
      }
      if (depth == 0
          || !(one instanceof JsonObject first)
          || !(other instanceof JsonObject second)) {
        return false;
      }
      var a = merge.flat(SchemaKeywords.withoutAnnotations(first), at);
      var b = merge.flat(SchemaKeywords.withoutAnnotations(second), at);
      var common = new LinkedHashSet<>(types(a, at));
      common.retainAll(types(b, at));
      return common.isEmpty()
          || haveDifferentValues(a, b)
          || (common.equals(Set.of("object")) && haveMembersApart(a, b, at, depth));
    }

    private static Set<String> types(JsonObject schema, String at) {
      if (isListed(schema)) {
        var types = new LinkedHashSet<String>();
        listed(schema).forEach(value -> types.add(of(value)));
        return types;
      }
      return schema.has("type") ? named(schema, at) : ALL;
    }

    private static boolean isListed(JsonObject schema) {
      return schema.has("enum") || schema.members().containsKey("const");
    }

    private static boolean haveDifferentValues(JsonObject a, JsonObject b) {
      return isListed(a)
          && isListed(b)
          && listed(a).stream().noneMatch(x -> listed(b).stream().anyMatch(y -> same(x, y)));
    }

    /** Numbers can be spelled in several ways; of objects and arrays nothing is proved. */
    private static boolean same(Json a, Json b) {
      if (a instanceof Json.Numeral(var x) && b instanceof Json.Numeral(var y)) {
        return new BigDecimal(x).compareTo(new BigDecimal(y)) == 0;
      }
      return a.equals(b) || a instanceof JsonObject || a instanceof Json.Array;
    }

    /** Whether a member that both require has no value in common. */
    private boolean haveMembersApart(JsonObject a, JsonObject b, String at, int depth) {
      var inA = a.object("properties").orElse(new JsonObject(Map.of()));
      var inB = b.object("properties").orElse(new JsonObject(Map.of()));
      for (var name : a.texts("required")) {
        var valueA = inA.members().get(name);
        var valueB = inB.members().get(name);
        if (b.texts("required").contains(name)
            && valueA != null
            && valueB != null
            && apart(valueA, valueB, at, depth - 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
