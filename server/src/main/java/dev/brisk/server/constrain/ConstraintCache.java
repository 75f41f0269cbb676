package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;
import static dev.brisk.server.constrain.Expression.choice;
import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Call;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.server.constrain.Expression.UpTo;
import dev.brisk.wire.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Constraints made ready for use. The last ones are kept, since clients send the same ones again
 * and again. Safe for use by many threads.
 */
public final class ConstraintCache {
  private static final int MOST = 16;

  private static final String WHOLE = "the whole output";

  /**
   * What is kept is found by.
   *
   * @param schema the text of a JSON schema, since the order of members matters; else nothing
   */
  private record Key(OutputConstraint constraint, String schema, Surroundings beside) {
    static Key of(OutputConstraint constraint, Surroundings beside) {
      var schema =
          constraint instanceof OutputConstraint.JsonSchema(var json)
              ? new JsonWriter().value(json).toString()
              : "";
      return new Key(constraint, schema, beside);
    }
  }

  private final Map<Key, Recognizer> recent =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Recognizer> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Begins an output that is held to a constraint.
   *
   * @param beside what may come besides
   * @throws ConstraintException if the constraint is broken, or one that cannot be held
   */
  public HeldOutput open(OutputConstraint constraint, Surroundings beside) {
    return new HeldOutput(recognizer(Key.of(constraint, beside)).start());
  }

  private Recognizer recognizer(Key key) {
    synchronized (recent) {
      var known = recent.get(key);
      if (known != null) {
        return known;
      }
    }
    var grammar = within(key.beside(), grammar(key.constraint()));
    var made = new Recognizer(NetworkCompiler.compile(grammar));
    synchronized (recent) {
      recent.put(key, made);
    }
    return made;
  }

  private static Grammar within(Surroundings beside, Grammar grammar) {
    var space = new Repeat(new One(CharacterSet.of(" \n")), 0, 2);
    var text = new Call(grammar.start());
    var call = sequence(literal("<tool_call>"), new UpTo("</tool_call>"), space);
    var answer = beside.calls() ? choice(text, new Repeat(call, 1, UNBOUNDED)) : text;
    var rest = sequence(new UpTo("</think>"), space, answer);
    var whole =
        switch (beside.thought()) {
          case NONE -> answer;
          case POSSIBLE -> choice(answer, sequence(literal("<think>"), rest));
          case OPENED -> rest;
        };
    var rules = new LinkedHashMap<>(grammar.rules());
    rules.put(WHOLE, whole);
    return new Grammar(rules, WHOLE);
  }

  private static Grammar grammar(OutputConstraint constraint) {
    return switch (constraint) {
      case OutputConstraint.AnyObject() -> JsonSchemaGrammar.anyObject();
      case OutputConstraint.JsonSchema(var schema) -> JsonSchemaGrammar.of(schema);
      case OutputConstraint.Regex(var pattern) -> RegexGrammar.of(pattern);
      case OutputConstraint.Lark(var text) -> LarkGrammar.of(text);
    };
  }
}
