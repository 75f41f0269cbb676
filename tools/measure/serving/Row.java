import dev.brisk.wire.json.JsonWriter;

/** What was measured, what it should be at least, and what it is. */
record Row(String what, String target, String reached, boolean passed) {
  String line() {
    return (passed ? "PASS  " : "MISS  ") + what + "\n      target: " + target + "\n      reached: " + reached;
  }

  String json() {
    return new JsonWriter()
        .beginObject()
        .member("what", what)
        .member("target", target)
        .member("reached", reached)
        .member("passed", passed)
        .endObject()
        .toString();
  }
}
