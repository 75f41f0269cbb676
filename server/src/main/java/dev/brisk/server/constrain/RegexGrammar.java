package dev.brisk.server.constrain;

import java.util.ArrayList;
import java.util.List;

/** Texts that a regular expression matches as a whole. */
final class RegexGrammar {
  private RegexGrammar() {}

  /**
   * The grammar of an expression.
   *
   * @throws ConstraintException if it is broken, or uses what is not regular
   */
  static Grammar of(String pattern) {
    return Grammar.of(whole(pattern));
  }

  /** What matches as a whole. */
  static Expression whole(String pattern) {
    return whole(pattern, RegexFlags.NONE);
  }

  /** What matches as a whole. */
  static Expression whole(String pattern, RegexFlags flags) {
    var options = new RegexParser(pattern, flags).parse();
    return new Expression.Choice(options.stream().map(RegexParser.Option::body).toList());
  }

  /** Texts that hold a match somewhere: at their ends where {@code ^} and {@code $} say so. */
  static Expression somewhere(String pattern) {
    var anything = Expression.any(new Expression.One(CharacterSet.ALL));
    List<Expression> found = new ArrayList<>();
    for (var option : new RegexParser(pattern, RegexFlags.NONE).parse()) {
      found.add(
          Expression.sequence(
              option.fromStart() ? Expression.empty() : anything,
              option.body(),
              option.toEnd() ? Expression.empty() : anything));
    }
    return new Expression.Choice(found);
  }
}
