package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;

import dev.brisk.wire.json.JsonObject;
import java.util.Map;

/** Texts that a schema admits. */
final class SchemaStrings {
  private static final String DATE =
      "\\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
          + "|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29";
  private static final String TIME =
      "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-7]):[0-5]\\d)";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String HOST = LABEL + "(\\." + LABEL + "){0,3}";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /**
   * Regular expressions of texts that certainly have a format; some that also have it are left out.
   */
  private static final Map<String, String> FORMATS =
      Map.of(
          "date",
          DATE,
          "time",
          TIME,
          "date-time",
          "(" + DATE + ")T" + TIME,
          "uuid",
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
          "ipv4",
          "(" + BYTE + "\\.){3}" + BYTE,
          "ipv6",
          "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}",
          "hostname",
          HOST,
          "email",
          "[A-Za-z0-9_+-]{1,32}(\\.[A-Za-z0-9_+-]{1,31}){0,1}@"
              + LABEL
              + "(\\."
              + LABEL
              + "){0,2}\\.[a-z]{2,8}",
          "uri",
          "https?://"
              + HOST
              + "(:[1-9]\\d{0,3})?(/[A-Za-z0-9._~-]{0,100}){0,20}(\\?[A-Za-z0-9._~=&-]{0,200})?");

  private SchemaStrings() {}

  static Expression of(JsonObject schema, String at) {
    int min = schema.integer("minLength").orElse(0);
    int max = schema.integer("maxLength").orElse(UNBOUNDED);
    var pattern = schema.text("pattern");
    var format = schema.text("format");
    boolean bounded = min > 0 || max != UNBOUNDED;
    if ((bounded ? 1 : 0) + (pattern.isPresent() ? 1 : 0) + (format.isPresent() ? 1 : 0) > 1) {
      throw new ConstraintException(
          "The JSON schema has more than one of 'pattern', 'format' and bounds of the length (at %s); say them in one 'pattern'."
              .formatted(at));
    }
    if (pattern.isPresent()) {
      return spelled(RegexGrammar.somewhere(pattern.get()));
    }
    if (format.isPresent()) {
      return spelled(RegexGrammar.whole(known(format.get(), at)));
    }
    if (max != UNBOUNDED && max < min) {
      throw new ConstraintException(
          "The JSON schema has a 'maxLength' (at %s) below its 'minLength'.".formatted(at));
    }
    return bounded ? JsonText.string(min, max) : JsonText.string();
  }

  private static Expression spelled(Expression text) {
    return JsonText.quoted(text.respelled(JsonText::spell));
  }

  private static String known(String format, String at) {
    var pattern = FORMATS.get(format);
    if (pattern == null) {
      throw new ConstraintException(
          "The JSON schema has the format '%s' (at %s), which is not supported; there are %s. Leave it out or use a 'pattern'."
              .formatted(
                  format, at, String.join(", ", FORMATS.keySet().stream().sorted().toList())));
    }
    return pattern;
  }
}
