package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;
import static dev.brisk.server.constrain.Expression.any;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Call;
import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.server.constrain.Expression.Sequence;
import dev.brisk.server.constrain.LarkToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a Lark grammar. */
final class LarkParser {
  private static final String IGNORED = "what is ignored";
  private static final String START = "start";
  private static final int MAX_DEPTH = 200;

  private final LarkCursor at;
  private final Map<String, Expression> rules = new LinkedHashMap<>();
  private final List<String> imports = new ArrayList<>();
  private final List<LarkToken> uses = new ArrayList<>();
  private final List<Expression> ignored = new ArrayList<>();

  /** Whether something is ignored between terminals. */
  private final boolean ignores;

  private int depth;

  LarkParser(String text) {
    var tokens = LarkLexer.tokens(text);
    at = new LarkCursor(tokens);
    ignores =
        tokens.stream().anyMatch(t -> t.kind() == Kind.DIRECTIVE && t.text().equals("%ignore"));
  }

  /**
   * What was read.
   *
   * @param imports names of terminals of the library
   * @param start the rule of a whole output
   */
  record Read(Map<String, Expression> rules, List<String> imports, String start) {}

  Read parse() {
    while (!at.is(Kind.END)) {
      if (!at.take(Kind.LINE_END)) {
        statement();
      }
    }
    for (var use : uses) {
      if (!rules.containsKey(use.text())) {
        throw use.wrong(
            "uses %s, which it does not define; it defines %s"
                .formatted(use.text(), String.join(", ", rules.keySet())));
      }
    }
    var start = START;
    if (ignores) {
      rules.put(IGNORED, any(new Choice(ignored)));
      start = IGNORED + ", then " + START;
      rules.put(start, sequence(new Call(IGNORED), new Call(START)));
    }
    return new Read(rules, imports, start);
  }

  /**
   * Reads a grammar whose rule {@code start} must be there.
   *
   * @throws ConstraintException if it is not
   */
  Read parseWhole() {
    var read = parse();
    if (!rules.containsKey(START)) {
      throw at.peek().wrong("has no rule named start, which it needs");
    }
    return read;
  }

  private void statement() {
    if (at.is(Kind.DIRECTIVE)) {
      directive();
    } else {
      definition();
    }
    if (!at.is(Kind.END) && !at.take(Kind.LINE_END)) {
      throw at.peek().unexpected("an item, an operator, | or the end of the line");
    }
  }

  private void directive() {
    var directive = at.next();
    switch (directive.text()) {
      case "%ignore" -> ignored.add(choice(true));
      case "%import" -> imported();
      default ->
          throw directive.wrong(
              "has %s, which is not supported; %%ignore and %%import are"
                  .formatted(directive.text()));
    }
  }

  private void imported() {
    var library = at.expect(Kind.RULE, "common");
    if (!library.text().equals("common")) {
      throw library.wrong("imports from " + library.text() + "; only common can be imported from");
    }
    if (at.take("(")) {
      do {
        var name = at.expect(Kind.TERMINAL, "a terminal of common");
        imported(name, name);
      } while (at.take(","));
      at.expect(")");
    } else {
      at.expect(".");
      var name = at.expect(Kind.TERMINAL, "a terminal of common");
      imported(name, at.take("->") ? at.expect(Kind.TERMINAL, "a new name") : name);
    }
  }

  private void imported(LarkToken name, LarkToken as) {
    if (!LarkCommon.NAMES.contains(name.text())) {
      throw name.wrong(
          "imports %s, which is not known; common has %s"
              .formatted(name.text(), String.join(", ", LarkCommon.NAMES)));
    }
    imports.add(name.text());
    define(as, new Call(LarkCommon.PREFIX + name.text()));
  }

  private void define(LarkToken name, Expression body) {
    if (rules.putIfAbsent(name.text(), body) != null) {
      throw name.wrong("defines " + name.text() + " twice");
    }
  }

  private void definition() {
    // Both say what the tree looks like, which is not made.
    boolean ofTree = at.take("?") || at.take("!");
    boolean terminal = at.is(Kind.TERMINAL);
    if (terminal ? ofTree : !at.is(Kind.RULE)) {
      throw at.peek()
          .unexpected(ofTree ? "the name of a rule" : "a rule, a terminal, %ignore or %import");
    }
    var name = at.next();
    if (at.isNext("{")) {
      throw at.peek().wrong("has a template, which is not supported; write its rules out");
    }
    if (at.take(".")) {
      // All terminals that match count, so there is nothing to prefer.
      at.expect(Kind.NUMBER, "a priority");
    }
    at.expect(":");
    define(name, choice(terminal));
  }

  /** Alternatives; within terminals nothing is ignored. */
  private Expression choice(boolean terminal) {
    if (++depth > MAX_DEPTH) {
      throw at.peek().wrong("has groups more than " + MAX_DEPTH + " deep");
    }
    var options = new ArrayList<Expression>();
    do {
      var parts = new ArrayList<Expression>();
      while (at.isItem()) {
        parts.add(repeated(item(terminal)));
      }
      if (at.take("->")) {
        at.expect(Kind.RULE, "a name for the alternative");
      }
      options.add(parts.size() == 1 ? parts.getFirst() : new Sequence(parts));
    } while (at.take("|"));
    depth--;
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private Expression item(boolean terminal) {
    if (at.take("(")) {
      var body = choice(terminal);
      at.expect(")");
      return body;
    }
    if (at.take("[")) {
      var body = choice(terminal);
      at.expect("]");
      return Expression.optional(body);
    }
    var token = at.next();
    return switch (token.kind()) {
      case STRING -> thenIgnored(string(token), terminal);
      case REGEX -> thenIgnored(LarkLiterals.regex(token), terminal);
      case TERMINAL -> thenIgnored(use(token), terminal);
      default -> {
        if (terminal) {
          throw token.wrong(
              "uses the rule %s in a terminal, which is made of terminals only"
                  .formatted(token.text()));
        }
        yield use(token);
      }
    };
  }

  private Expression use(LarkToken name) {
    uses.add(name);
    return new Call(name.text());
  }

  private Expression thenIgnored(Expression body, boolean terminal) {
    return terminal || !ignores ? body : sequence(body, new Call(IGNORED));
  }

  private Expression string(LarkToken first) {
    return at.take("..")
        ? LarkLiterals.range(first, at.expect(Kind.STRING, "a string of one character"))
        : LarkLiterals.string(first);
  }

  private Expression repeated(Expression item) {
    if (at.take("?")) {
      return Expression.optional(item);
    }
    if (at.take("*")) {
      return any(item);
    }
    if (at.take("+")) {
      return new Repeat(item, 1, UNBOUNDED);
    }
    if (!at.take("~")) {
      return item;
    }
    var before = at.peek();
    int min = times();
    int max = at.take("..") ? times() : min;
    if (max < min) {
      throw before.wrong("has a repetition whose least is more than its most");
    }
    return new Repeat(item, min, max);
  }

  private int times() {
    return Integer.parseInt(at.expect(Kind.NUMBER, "a number of times").text());
  }
}
