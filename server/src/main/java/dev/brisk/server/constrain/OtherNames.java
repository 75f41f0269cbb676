package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.any;
import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.sequence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Names of members, in quotes, that are none of some. */
final class OtherNames {
  private static final Expression REST = any(JsonText.spell(CharacterSet.ALL));

  private OtherNames() {}

  /**
   * All names but these; with no more escapes than needed, or they could be spelled in other ways.
   */
  static Expression than(Collection<String> names) {
    return names.isEmpty()
        ? JsonText.string()
        : JsonText.quoted(rest(names.stream().map(n -> n.codePoints().boxed().toList()).toList()));
  }

  /** What may follow where these names have come to, given what is left of each. */
  private static Expression rest(List<List<Integer>> left) {
    var byFirst = new TreeMap<Integer, List<List<Integer>>>();
    for (var name : left) {
      if (!name.isEmpty()) {
        byFirst
            .computeIfAbsent(name.getFirst(), c -> new ArrayList<>())
            .add(name.subList(1, name.size()));
      }
    }
    List<Expression> ways = new ArrayList<>();
    if (left.stream().noneMatch(List::isEmpty)) {
      ways.add(literal(""));
    }
    var others = CharacterSet.ALL;
    for (var next : byFirst.entrySet()) {
      var character = CharacterSet.of(next.getKey(), next.getKey());
      others = others.without(character);
      ways.add(sequence(JsonText.spell(character), rest(next.getValue())));
    }
    ways.add(sequence(JsonText.spell(others), REST));
    return new Expression.Choice(ways);
  }
}
