package dev.brisk.server.constrain;

import java.util.List;
import java.util.function.Function;

/** What a part of an output may be. */
sealed interface Expression {
  /** More than any number of times. */
  int UNBOUNDED = -1;

  /** One character of a set. */
  record One(CharacterSet set) implements Expression {}

  /** Exactly this text. */
  record Literal(String text) implements Expression {}

  /** One after another. */
  record Sequence(List<Expression> parts) implements Expression {}

  /** Any of these; nothing if there are none. */
  record Choice(List<Expression> options) implements Expression {}

  /**
   * The same again and again.
   *
   * @param max most times, or {@link #UNBOUNDED}
   */
  record Repeat(Expression item, int min, int max) implements Expression {}

  /** What a rule of the grammar says; rules may be called before they are known. */
  record Call(String rule) implements Expression {}

  /** Items in their order with a separator between any two. */
  record Listing(List<Repeat> items, Expression separator) implements Expression {}

  /** Anything up to where a text stands for the first time, and that text. */
  record UpTo(String end) implements Expression {}

  /** The empty text. */
  static Expression empty() {
    return new Sequence(List.of());
  }

  /** What no text can be. */
  static Expression nothing() {
    return new Choice(List.of());
  }

  static Expression sequence(Expression... parts) {
    return parts.length == 1 ? parts[0] : new Sequence(List.of(parts));
  }

  static Expression choice(Expression... options) {
    return options.length == 1 ? options[0] : new Choice(List.of(options));
  }

  static Expression optional(Expression item) {
    return new Repeat(item, 0, 1);
  }

  static Expression any(Expression item) {
    return new Repeat(item, 0, UNBOUNDED);
  }

  static Expression literal(String text) {
    return new Literal(text);
  }

  /**
   * This expression with its characters said in another way. Rules that it calls stay as they are.
   */
  default Expression respelled(Function<CharacterSet, Expression> spell) {
    return switch (this) {
      case One(var set) -> spell.apply(set);
      case Literal(var text) ->
          new Sequence(
              text.codePoints().mapToObj(c -> spell.apply(CharacterSet.of(c, c))).toList());
      case Sequence(var parts) ->
          new Sequence(parts.stream().map(p -> p.respelled(spell)).toList());
      case Choice(var options) ->
          new Choice(options.stream().map(o -> o.respelled(spell)).toList());
      case Repeat(var item, var min, var max) -> new Repeat(item.respelled(spell), min, max);
      case Call call -> call;
      case Listing listing -> listing;
      case UpTo upTo -> upTo;
    };
  }
}
