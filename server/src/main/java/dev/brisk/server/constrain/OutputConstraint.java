package dev.brisk.server.constrain;

import dev.brisk.wire.json.JsonObject;

/** What the text of an answer may be. */
public sealed interface OutputConstraint {
  /** Any JSON object. */
  record AnyObject() implements OutputConstraint {}

  /** JSON that a schema admits. */
  record JsonSchema(JsonObject schema) implements OutputConstraint {}

  /** Text that a regular expression matches as a whole. */
  record Regex(String pattern) implements OutputConstraint {}

  /** Text of a language that a Lark grammar describes. */
  record Lark(String grammar) implements OutputConstraint {}
}
