package dev.brisk.server.constrain;

import dev.brisk.server.constrain.Expression.Call;
import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.Listing;
import dev.brisk.server.constrain.Expression.Literal;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.server.constrain.Expression.Sequence;
import dev.brisk.server.constrain.Expression.UpTo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the network of a grammar. */
final class NetworkCompiler {
  /** Repetitions of less than so many copies are written out, others call a rule. */
  private static final int COPIES = 3;

  private final NetworkBuilder network = new NetworkBuilder();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Rules without a name, for what is needed in several places. */
  private final Map<Expression, Integer> shared = new HashMap<>();

  private NetworkCompiler() {}

  /**
   * The network of a grammar whose calls are all known.
   *
   * @throws ConstraintException if it is too large, or no output can follow it
   */
  static Network compile(Grammar grammar) {
    var compiler = new NetworkCompiler();
    grammar.rules().keySet().forEach(name -> compiler.numbers.put(name, compiler.network.rule()));
    grammar.rules().forEach((name, body) -> compiler.define(compiler.number(name), body));
    return compiler.network.build(compiler.number(grammar.start()));
  }

  private int number(String rule) {
    var number = numbers.get(rule);
    if (number == null) {
      throw new IllegalArgumentException("there is no rule " + rule);
    }
    return number;
  }

  private void define(int rule, Expression body) {
    connect(body, network.start(rule), network.end(rule));
  }

  /** Has an output go from one state to another by an expression. */
  private void connect(Expression expression, int from, int to) {
    switch (expression) {
      case One(var set) -> {
        for (var range : Utf8Range.of(set)) {
          connect(range, from, to);
        }
      }
      case Literal(var text) -> connect(text.getBytes(StandardCharsets.UTF_8), from, to);
      case Sequence(var parts) -> {
        int at = from;
        for (var part : parts) {
          int next = network.state();
          connect(part, at, next);
          at = next;
        }
        network.skip(at, to);
      }
      case Choice(var options) -> options.forEach(option -> connect(option, from, to));
      case Repeat repeat -> repeat(repeat, from, to);
      case Call(var rule) -> network.call(from, number(rule), to);
      case Listing listing -> list(listing, from, to);
      case UpTo(var end) -> search(end.getBytes(StandardCharsets.UTF_8), from, to);
    }
  }

  private void connect(Utf8Range range, int from, int to) {
    int at = from;
    int last = range.low().length - 1;
    for (int i = 0; i <= last; i++) {
      int next = i == last ? to : network.state();
      network.step(at, range.low()[i], range.high()[i], next);
      at = next;
    }
  }

  private void connect(byte[] text, int from, int to) {
    int at = from;
    for (byte b : text) {
      int next = network.state();
      network.step(at, b & 0xff, b & 0xff, next);
      at = next;
    }
    network.skip(at, to);
  }

  /**
   * Goes through any bytes until a text has come: one state for each beginning of the text, as in
   * the algorithm of Knuth, Morris and Pratt.
   */
  private void search(byte[] text, int from, int to) {
    int[] states = new int[text.length + 1];
    for (int i = 0; i < text.length; i++) {
      states[i] = network.state();
    }
    states[text.length] = to;
    network.skip(from, states[0]);
    for (int i = 0; i < text.length; i++) {
      for (int octet = 0; octet < 256; octet++) {
        network.step(states[i], octet, octet, states[matched(text, i, (byte) octet)]);
      }
    }
  }

  /** How much of the text has come after so much of it and one byte more. */
  private static int matched(byte[] text, int before, byte next) {
    var seen = Arrays.copyOf(text, before + 1);
    seen[before] = next;
    int length = before + 1;
    while (!Arrays.equals(seen, before + 1 - length, before + 1, text, 0, length)) {
      length--;
    }
    return length;
  }

  private void repeat(Repeat repeat, int from, int to) {
    boolean unbounded = repeat.max() == Expression.UNBOUNDED;
    int copies = unbounded ? repeat.min() + 1 : repeat.max();
    var item = new Copies(copies < COPIES ? null : share(repeat.item()), repeat.item());
    int at = from;
    for (int i = 0; i < repeat.min(); i++) {
      at = after(item, at);
    }
    if (unbounded) {
      int loop = network.state();
      network.skip(at, loop);
      connect(item, loop, loop);
      at = loop;
    }
    for (int i = repeat.min(); i < repeat.max(); i++) {
      network.skip(at, to);
      at = after(item, at);
    }
    network.skip(at, to);
  }

  /** An expression that is written out each time, or the rule that stands for it. */
  private record Copies(@Nullable Integer rule, Expression item) {}

  private int after(Copies item, int from) {
    int next = network.state();
    connect(item, from, next);
    return next;
  }

  private void connect(Copies item, int from, int to) {
    var rule = item.rule();
    if (rule == null) {
      connect(item.item(), from, to);
    } else {
      network.call(from, rule, to);
    }
  }

  private int share(Expression item) {
    if (item instanceof Call(var rule)) {
      return number(rule);
    }
    var known = shared.get(item);
    if (known != null) {
      return known;
    }
    int rule = network.rule();
    shared.put(item, rule);
    define(rule, item);
    return rule;
  }

  /**
   * Two states for each item: one before which nothing was said, so that no separator comes, and
   * one before which something was.
   */
  private void list(Listing listing, int from, int to) {
    int none = from;
    int some = network.state();
    for (var item : listing.items()) {
      int noneAfter = network.state();
      int someAfter = network.state();
      if (item.min() == 0) {
        network.skip(none, noneAfter);
        network.skip(some, someAfter);
      }
      if (item.max() != 0) {
        list(item, listing.separator(), none, some, someAfter);
      }
      none = noneAfter;
      some = someAfter;
    }
    network.skip(none, to);
    network.skip(some, to);
  }

  private void list(Repeat item, Expression separator, int none, int some, int to) {
    int rule = share(item.item());
    int at = network.state();
    network.call(none, rule, at);
    separated(separator, rule, some, at);
    for (int i = 1; i < item.min(); i++) {
      int more = network.state();
      separated(separator, rule, at, more);
      at = more;
    }
    if (item.max() == Expression.UNBOUNDED) {
      separated(separator, rule, at, at);
    }
    for (int i = Math.max(1, item.min()); i < item.max(); i++) {
      network.skip(at, to);
      int more = network.state();
      separated(separator, rule, at, more);
      at = more;
    }
    network.skip(at, to);
  }

  private void separated(Expression separator, int rule, int from, int to) {
    int between = network.state();
    connect(separator, from, between);
    network.call(between, rule, to);
  }
}
