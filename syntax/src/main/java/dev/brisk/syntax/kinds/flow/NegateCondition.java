package dev.brisk.syntax.kinds.flow;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A condition becomes its opposite; as a repair, the opposite of a wrong one. */
record NegateCondition(boolean repairs) implements EditKind {
  @Override
  public String name() {
    return repairs ? "repair-inverted-condition" : "negate-condition";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var condition : Conditions.of(file)) {
      var expression = condition.expression();
      var text = Conditions.negated(file, expression);
      var slots = new HashMap<>(Map.of("keyword", condition.keyword()));
      Sources.brief(file, expression).ifPresent(brief -> slots.put("condition", brief));
      if (repairs && text.length() <= 40) {
        // What is asked speaks of the text that the region shows.
        slots.put("condition", text);
      }
      result.add(
          Sources.candidate(
              file,
              slots,
              List.of(new TextEdit(file.start(expression), file.end(expression), text))));
    }
    return result;
  }

  /** Any condition may be the wrong way round. */
  @Override
  public List<Candidate> repairsIn(SourceFile file) {
    return new NegateCondition(false).candidates(file, new SplittableRandom(1));
  }
}
