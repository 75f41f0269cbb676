package dev.brisk.distill.data;

import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries what a teacher thought likely over to our tokens, where its tokens are ours. A text that
 * several of our tokens have, or that is no whole characters, is none of theirs for sure.
 */
public final class SharedVocabulary {
  private static final char MALFORMED = '\uFFFD';

  private final Map<String, Integer> ids = new HashMap<>();

  /** The texts of all tokens; of control tokens as the vocabulary spells them. */
  public SharedVocabulary(Tokenizer tokenizer) {
    var several = new HashSet<String>();
    for (var id = 0; id < tokenizer.size(); id++) {
      var text = tokenizer.isControl(id) ? tokenizer.piece(id) : tokenizer.decode(new int[] {id});
      if (text.indexOf(MALFORMED) < 0 && ids.put(text, id) != null) {
        several.add(text);
      }
    }
    ids.keySet().removeAll(several);
  }

  /**
   * The soft targets of an output. Empty unless the teacher's tokens are exactly those of the
   * output, its end perhaps left out; a place of which any likely token is none of ours stays
   * unknown.
   *
   * @param output with the end token
   */
  public Optional<SoftTargets> targets(int[] output, List<TeacherToken> tokens) {
    var missing = output.length - tokens.size();
    if (tokens.isEmpty() || missing < 0 || missing > 1) {
      return Optional.empty();
    }
    var places = new ArrayList<SoftTargets.Place>();
    for (var i = 0; i < tokens.size(); i++) {
      var chosen = tokens.get(i).choice().text();
      // Endpoints show the end as its text or as nothing.
      var end = i == output.length - 1 && chosen.isEmpty();
      if (!end && !Integer.valueOf(output[i]).equals(ids.get(chosen))) {
        return Optional.empty();
      }
      places.add(end ? SoftTargets.Place.UNKNOWN : place(tokens.get(i)));
    }
    while (places.size() < output.length) {
      places.add(SoftTargets.Place.UNKNOWN);
    }
    return Optional.of(new SoftTargets(places));
  }

  private SoftTargets.Place place(TeacherToken token) {
    var logarithms = new LinkedHashMap<Integer, Double>();
    var choices = new ArrayList<>(token.top());
    choices.add(token.choice());
    for (var choice : choices) {
      var id = ids.get(choice.text());
      if (id == null) {
        return SoftTargets.Place.UNKNOWN;
      }
      logarithms.putIfAbsent(id, choice.logProbability());
    }
    return SoftTargets.Place.ofLogProbabilities(
        logarithms.keySet().stream().mapToInt(id -> id).toArray(),
        logarithms.values().stream().mapToDouble(l -> l).toArray());
  }
}
