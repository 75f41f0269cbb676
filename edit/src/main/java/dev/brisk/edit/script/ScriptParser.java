package dev.brisk.edit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text of a script. */
final class ScriptParser {
  private final String script;
  private final Symbols symbols;
  private int at;

  private ScriptParser(String script, Symbols symbols) {
    this.script = script;
    this.symbols = symbols;
  }

  /** The operations, at least one; empty if the text is no whole script. */
  static Optional<List<ScriptOperation>> parse(String script, Symbols symbols) {
    if (script.indexOf('\n') >= 0 || script.indexOf('\r') >= 0) {
      return Optional.empty();
    }
    var parser = new ScriptParser(script, symbols);
    var operations = new ArrayList<ScriptOperation>();
    while (parser.at < script.length()) {
      var operation = parser.next(operations.isEmpty() ? null : operations.getLast());
      if (operation.isEmpty()) {
        return Optional.empty();
      }
      operations.add(operation.get());
    }
    return operations.isEmpty() ? Optional.empty() : Optional.of(operations);
  }

  private Optional<ScriptOperation> next(@Nullable ScriptOperation last) {
    var c = script.charAt(at++);
    return switch (c) {
      case Marks.NOOP -> Optional.of(new ScriptOperation.Noop());
      case Marks.CANNOT -> Optional.of(new ScriptOperation.Cannot());
      case Marks.RENAME ->
          replacement().map(texts -> new ScriptOperation.Rename(texts.get(0), texts.get(1)));
      case Marks.ALL ->
          replacement().map(texts -> new ScriptOperation.All(texts.get(0), texts.get(1)));
      case Marks.INSERT ->
          last instanceof ScriptOperation.Insert insert
              ? Optional.of(insert(insert.line()))
              : Optional.empty();
      default -> Marks.isLabel(c) ? onLine(Marks.line(c)) : Optional.empty();
    };
  }

  private Optional<ScriptOperation> onLine(int line) {
    if (at == script.length()) {
      return Optional.empty();
    }
    var c = script.charAt(at);
    if (!Marks.isOperation(c)) {
      return replacement()
          .map(texts -> new ScriptOperation.Replace(line, texts.get(0), texts.get(1)));
    }
    at++;
    return switch (c) {
      case Marks.SET -> Optional.of(new ScriptOperation.Set(line, text()));
      case Marks.INSERT -> Optional.of(insert(line));
      case Marks.DELETE -> label().map(last -> new ScriptOperation.Delete(line, last));
      case Marks.INDENT -> label().map(last -> new ScriptOperation.Shift(line, last, 1));
      case Marks.DEDENT -> label().map(last -> new ScriptOperation.Shift(line, last, -1));
      case Marks.MOVE -> {
        var first = label();
        var last = first.isEmpty() ? first : label();
        yield last.map(to -> new ScriptOperation.Move(line, first.orElseThrow(), to));
      }
      default -> Optional.empty();
    };
  }

  private ScriptOperation insert(int line) {
    var steps = 0;
    while (at < script.length()
        && (script.charAt(at) == Marks.DEEPER || script.charAt(at) == Marks.SHALLOWER)) {
      steps += script.charAt(at++) == Marks.DEEPER ? 1 : -1;
    }
    return new ScriptOperation.Insert(line, steps, text());
  }

  private Optional<Integer> label() {
    return at < script.length() && Marks.isLabel(script.charAt(at))
        ? Optional.of(Marks.line(script.charAt(at++)))
        : Optional.empty();
  }

  private Optional<List<String>> replacement() {
    var before = text();
    if (before.isEmpty() || at == script.length() || script.charAt(at) != Marks.TO) {
      return Optional.empty();
    }
    at++;
    return Optional.of(List.of(before, text()));
  }

  /** What stands before the next label or operation. */
  private String text() {
    var from = at;
    while (at < script.length()
        && !Marks.isLabel(script.charAt(at))
        && !Marks.isOperation(script.charAt(at))) {
      at++;
    }
    return symbols.decode(script.substring(from, at));
  }
}
