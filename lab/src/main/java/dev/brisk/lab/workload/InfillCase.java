package dev.brisk.lab.workload;

import dev.brisk.edit.Lines;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;

/**
 * A place in a file where somebody wrote the rest of a line.
 *
 * @param middle what was written, without the end of the line
 */
record InfillCase(String id, String path, String prefix, String middle, String suffix) {
  /** Reads a case of its own, or makes one of a real edit: its first changed line, half written. */
  static InfillCase read(JsonObject json) {
    return json.has("prefix")
        ? new InfillCase(
            json.requireText("id"),
            json.requireText("path"),
            json.requireText("prefix"),
            json.requireText("middle"),
            json.requireText("suffix"))
        : ofEdit(EditCase.read(json));
  }

  private static InfillCase ofEdit(EditCase edit) {
    var before = Lines.of(edit.before());
    var after = Lines.of(edit.after());
    for (int line = 1; line <= after.count(); line++) {
      var text = after.content(line);
      boolean changed = line > before.count() || !before.content(line).equals(text);
      if (changed && text.strip().length() >= 4) {
        int indent = text.length() - text.stripLeading().length();
        int at = after.start(line) + indent + (text.length() - indent) / 2;
        return new InfillCase(
            edit.id(),
            edit.path(),
            edit.after().substring(0, at),
            edit.after().substring(at, after.contentEnd(line)),
            edit.after().substring(after.contentEnd(line)));
      }
    }
    throw new JsonException("The edit only takes lines away, so there is nothing to write.");
  }
}
