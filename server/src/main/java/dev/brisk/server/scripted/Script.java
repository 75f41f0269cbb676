package dev.brisk.server.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said, in order. Safe for use by many threads. */
public final class Script {
  private final String name;
  private final ScriptHead head;
  private final List<ScriptEntry> left;

  Script(String name, ScriptHead head, List<ScriptEntry> entries) {
    this.name = name;
    this.head = head;
    this.left = new ArrayList<>(entries);
  }

  /**
   * Reads a script.
   *
   * @throws ScriptException if it cannot be read
   */
  public static Script read(Path file) {
    try {
      return ScriptReader.read(file.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new ScriptException(
          "The script " + file + " cannot be read; is it a text file in UTF-8?", e);
    }
  }

  /**
   * Reads a script from its lines.
   *
   * @param name what errors call it
   * @throws ScriptException if it cannot be read
   */
  public static Script of(String name, List<String> lines) {
    return ScriptReader.read(name, lines);
  }

  /** What errors call it. */
  String name() {
    return name;
  }

  ScriptHead head() {
    return head;
  }

  /** The first entry left that answers this; it is used up unless it repeats. */
  synchronized Optional<ScriptEntry> take(Heard heard) {
    for (int i = 0; i < left.size(); i++) {
      var entry = left.get(i);
      if (entry.cue().admits(heard)) {
        if (!entry.repeats()) {
          left.remove(i);
        }
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
