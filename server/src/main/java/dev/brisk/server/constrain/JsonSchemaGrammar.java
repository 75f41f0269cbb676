package dev.brisk.server.constrain;

import dev.brisk.wire.json.JsonObject;

/** JSON that a schema admits, or any JSON object. {@code docs/structured-output.md} says which. */
final class JsonSchemaGrammar {
  private JsonSchemaGrammar() {}

  /** Any JSON object. */
  static Grammar anyObject() {
    return new Grammar(JsonText.rules(), JsonText.OBJECT);
  }

  /**
   * The grammar of a schema.
   *
   * @throws ConstraintException if it is broken, or uses what is not supported
   */
  static Grammar of(JsonObject schema) {
    return new SchemaReader(schema).read();
  }
}
