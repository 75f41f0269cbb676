package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Statement.End;
import dev.brisk.server.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a template: text, what is printed, and statements. Those that give names are {@link
 * DefinitionParser}'s.
 */
final class StatementParser {
  private static final List<String> ENDS = List.of("endif", "else", "elif");

  private final TokenStream in;
  private final Names names = new Names();
  private final ExpressionParser expressions;
  private final DefinitionParser definitions;

  /** How many loops there are around the place. */
  private int loops;

  private StatementParser(List<Token> tokens) {
    in = new TokenStream(tokens);
    expressions = new ExpressionParser(in, names);
    definitions = new DefinitionParser(in, names, expressions, this);
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException if it is no template, or has something that is not known here
   */
  static Statement parse(String template) {
    var parser = new StatementParser(Lexer.tokens(template));
    var body = parser.body(List.of());
    if (parser.in.peek().kind() != Kind.END) {
      throw parser.in.unexpected("another statement");
    }
    parser.names.check(Globals.NAMES);
    return body;
  }

  /** Statements up to a tag with one of these names, which is left, but for its beginning. */
  Statement body(List<String> ends) {
    in.enter();
    var statements = new ArrayList<Statement>();
    while (in.peek().kind() != Kind.END) {
      var token = in.next();
      switch (token.kind()) {
        case DATA -> {
          var text = Text.of(token.text());
          statements.add((scope, out) -> print(text, out));
        }
        case PRINT_BEGIN -> {
          var value = expressions.tuple();
          in.expect(Kind.PRINT_END, "'}}'");
          statements.add((scope, out) -> print(Values.string(value.value(scope)), out));
        }
        default -> {
          if (ends.contains(in.peek().text())) {
            in.leave();
            return Statement.all(statements);
          }
          statements.add(statement());
        }
      }
    }
    if (!ends.isEmpty()) {
      throw in.unexpected("'" + ends.getFirst() + "'");
    }
    in.leave();
    return Statement.all(statements);
  }

  /** The body of a macro: where it is called is no matter of the loops that it stands in. */
  Statement bodyOutsideOfLoops(List<String> ends) {
    var outer = loops;
    loops = 0;
    var body = body(ends);
    loops = outer;
    return body;
  }

  static End print(Text text, TextBuilder out) {
    out.add(text);
    return End.NORMAL;
  }

  private Statement statement() {
    var name = in.name();
    return switch (name) {
      case "if" -> condition();
      case "for" -> loop();
      case "set" -> definitions.set();
      case "macro" -> definitions.macro();
      case "filter" -> definitions.filter();
      // Marks what a model is trained on; when it is asked there is nothing to mark.
      case "generation" -> {
        endTag();
        var body = body(List.of("endgeneration"));
        end();
        yield body;
      }
      case "break", "continue" -> {
        if (loops == 0) {
          throw in.error("'" + name + "' stands outside of a loop");
        }
        endTag();
        var end = name.equals("break") ? End.BREAK : End.CONTINUE;
        yield (scope, out) -> end;
      }
      case "do" -> {
        var value = expressions.tuple();
        endTag();
        yield (scope, out) -> {
          var _ = value.value(scope);
          return End.NORMAL;
        };
      }
      default -> throw in.error("the statement '" + name + "' is not known");
    };
  }

  void endTag() {
    in.expect(Kind.BLOCK_END, "'%}'");
  }

  /** The name of the tag that ended a body, and its end. */
  String end() {
    var name = in.name();
    endTag();
    return name;
  }

  private Statement condition() {
    var condition = expressions.tuple();
    endTag();
    var yes = body(List.of("endif", "else", "elif"));
    Statement no =
        switch (in.name()) {
          case "elif" -> condition();
          case "else" -> {
            endTag();
            var otherwise = body(ENDS.subList(0, 1));
            var _ = end();
            yield otherwise;
          }
          default -> {
            endTag();
            yield (scope, out) -> End.NORMAL;
          }
        };
    return (scope, out) -> (Values.truth(condition.value(scope)) ? yes : no).run(scope, out);
  }

  private Statement loop() {
    var targets = definitions.targets();
    in.expectName("in");
    // Without the 'if' of an expression, which here begins a filter.
    var items = expressions.or();
    var filter = in.takeName("if") ? expressions.expression() : null;
    if (in.isName("recursive")) {
      throw in.error("recursive loops are not supported");
    }
    endTag();
    loops++;
    var body = body(List.of("endfor", "else"));
    loops--;
    var otherwise = Statement.all(List.of());
    if (end().equals("else")) {
      otherwise = body(List.of("endfor"));
      var _ = end();
    }
    return new ForLoop(targets, items, filter, body, otherwise);
  }
}
