package dev.brisk.server.jinja;

import java.util.List;

/** A parsed statement. Safe to share between threads. */
@FunctionalInterface
interface Statement {
  /** How a statement ends. */
  enum End {
    NORMAL,
    BREAK,
    CONTINUE
  }

  /** Writes to {@code out} what the statement stands for. */
  End run(Scope scope, TextBuilder out);

  /** These, one after the other. */
  static Statement all(List<Statement> statements) {
    var body = List.copyOf(statements);
    return (scope, out) -> {
      for (var statement : body) {
        scope.step();
        var end = statement.run(scope, out);
        if (end != End.NORMAL) {
          return end;
        }
      }
      return End.NORMAL;
    };
  }
}
