package dev.brisk.syntax.match;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Parsing;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the edit that an instruction asks for: all edits that the region's syntax offers are
 * compared with what is said. What is likeliest is a sum of three: how likely the kind of edit is
 * ({@link Intents}), how likely it is asked for in these words ({@link PhraseModel}), and how well
 * the words fill the edit's slots ({@link Alignment}). Against all offers stands that something
 * else is asked for, of which the region knows nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class SyntaxMatcher {
  /**
   * From this confidence on more than 9 of 10 edits are right in phrasings never seen. More than a
   * half: one of two that are meant alike is no answer.
   */
  public static final double SURE = 0.55;

  /** Instructions with more words ask for more than one small edit. */
  private static final int LONGEST = 48;

  /** The kind that exchanges any text for any other. */
  private static final String ANY_TEXT = "replace-text";

  private static final int KINDS = 12;
  private static final int COMPARED = 30;

  /** How much the kind counts, against the words. */
  private static final double INTENT = 4;

  /** How unlikely it is that the instruction is for another place. */
  private static final double ELSEWHERE = -24;

  /**
   * How much likelier than by its words alone a repair is asked for where something could be
   * broken: "fix this" tells no kind.
   */
  private static final double BROKEN = 8;

  /** How unlikely it is that somebody asks for what is so already. */
  private static final double HELD = -3;

  /** What is less likely than another reading by this much changes nothing. */
  private static final double FAR = 20;

  private final Intents intents;
  private final Offers offers;
  private final Set<String> words = new TreeSet<>();
  private final Map<String, PhraseBook.Ways> ways;
  private final List<String> repairing;

  /**
   * @param intents which kind is asked for
   * @param phrasings those that are not held out are what people are expected to say
   */
  public SyntaxMatcher(List<EditKind> kinds, Phrasings phrasings, Intents intents) {
    this.intents = intents;
    repairing = kinds.stream().filter(EditKind::repairs).map(EditKind::name).toList();
    ways = new PhraseBook(kinds, phrasings).ways();
    words.addAll(intents.known());
    offers = new Offers(kinds, ways);
  }

  /** With everything that Brisk has built in. */
  public static SyntaxMatcher builtIn() {
    return new SyntaxMatcher(Kinds.all(), new Phrasings(), Intents.builtIn());
  }

  /** Whether "no" in a request of this kind turns it around. */
  private static boolean adds(String kind) {
    return kind.matches("(add|duplicate|wrap|extract|comment|require|null-check).*")
        && !PhraseBook.verb(kind).equals("remove")
        && !kind.equals("null-check-remove");
  }

  private record Scored(@Nullable Offer offer, Map<String, String> said, double score) {}

  /**
   * The likeliest edit within lines {@code first} to {@code last}, or the edits of two wishes one
   * after the other; empty if none is likelier than that something else is asked for. It leaves the
   * file parsable.
   */
  public Optional<Match> match(SourceFile file, int first, int last, String instruction) {
    if (Spoken.of(instruction).size() > LONGEST) {
      return Optional.empty();
    }
    // Two wishes first: a kind that is asked for with "and" would take one of them for all.
    return TwoWishes.match(this, file, first, last, instruction)
        .or(() -> found(file, first, last, instruction).map(Found::match))
        .or(
            () ->
                WordedConditions.asCode(instruction)
                    .flatMap(reworded -> found(file, first, last, reworded).map(Found::match)));
  }

  /**
   * A match, and what it is about.
   *
   * @param subject the name of what is changed, as it is called afterwards; "" if it has none
   */
  record Found(Match match, String subject) {}

  Optional<Found> found(SourceFile file, int first, int last, String instruction) {
    var request = Request.of(instruction, file.lines(first, last), words);
    if (request.tokens().isEmpty()) {
      return Optional.empty();
    }
    var scored = scored(file, first, last, request);
    if (scored.isEmpty() || scored.getFirst().offer == null) {
      return Optional.empty();
    }
    var outcomes = new LinkedHashMap<String, Double>();
    var made = new HashMap<String, Scored>();
    for (var one : scored.subList(0, Math.min(COMPARED, scored.size()))) {
      var likely = Math.exp(one.score - scored.getFirst().score);
      if (one.offer == null) {
        outcomes.merge("", likely, Double::sum);
        continue;
      }
      var after = TextEdit.apply(file.text(), one.offer.edits(file.text(), one.said));
      outcomes.merge(after, likely, Double::sum);
      made.putIfAbsent(after, one);
    }
    var all = outcomes.values().stream().mapToDouble(likely -> likely).sum();
    var best =
        outcomes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    var chosen = made.get(best);
    if (chosen == null || chosen.offer == null) {
      return Optional.empty();
    }
    // Where the file is as asked already, the edits say what stands there.
    var edits =
        best.equals(file.text())
            ? List.<TextEdit>of()
            : chosen.offer.edits(file.text(), chosen.said);
    if (!edits.isEmpty() && !Parsing.stillParses(file, edits)) {
      return Optional.empty();
    }
    var match = new Match(chosen.offer.kind(), edits, outcomes.getOrDefault(best, 0.0) / all);
    return Optional.of(new Found(match, chosen.offer.subject(chosen.said)));
  }

  private List<Scored> scored(SourceFile file, int first, int last, Request request) {
    var likely = intents.of(request.corrected(), request.region());
    var values = new Values(words, request.shown());
    var names =
        Stream.concat(
                likely.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .filter(ways::containsKey)
                    .limit(KINDS),
                // Asked for in words like "fix it", which tell no kind.
                repairing.stream())
            .distinct()
            .toList();
    var result = new ArrayList<Scored>();
    var best = Double.NEGATIVE_INFINITY;
    for (var offer : offers.of(file, first, last, names)) {
      var before =
          (offer.holds() ? HELD : 0)
              + (repairing.contains(offer.kind()) ? BROKEN : 0)
              + INTENT * likely.getOrDefault(offer.kind(), -20.0);
      var scored = scored(offer, request, values, best - FAR - before);
      if (scored != null) {
        var score = scored.score() + before;
        result.add(new Scored(offer, scored.values(), score));
        best = Math.max(best, score);
      }
    }
    if (!result.isEmpty()) {
      result.addAll(elsewhere(request, values, likely, best));
    }
    result.sort(Comparator.comparingDouble((Scored s) -> -s.score));
    return result;
  }

  /**
   * What may be asked for, but not of what stands in the region; no more of it than tells whether
   * an offer is likelier.
   *
   * @param best the score of the likeliest offer
   */
  private List<Scored> elsewhere(
      Request request, Values values, Map<String, Double> likely, double best) {
    var cannot = likely.getOrDefault(Intents.CANNOT, -20.0);
    var before = new HashMap<String, Double>();
    for (var kind : ways.keySet()) {
      var intended = INTENT * Math.max(cannot, likely.getOrDefault(kind, -20.0));
      before.put(kind, kind.equals(Intents.CANNOT) ? intended : intended + ELSEWHERE);
    }
    var result = new ArrayList<Scored>();
    for (var kind :
        before.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList()) {
      var said = ways.get(kind.getKey());
      var least = best - FAR - kind.getValue();
      var aligned =
          said == null
              ? null
              : Alignment.of(request, Map.of(), said.anything(), values, said.model(), least);
      if (aligned != null) {
        var score = aligned.score() + kind.getValue();
        result.add(new Scored(null, Map.of(), score));
        if (score > best) {
          break;
        }
      }
    }
    return result;
  }

  private static Slot sort(Map<String, Slot> sorts, String slot) {
    var other = slot.equals("old") ? sorts.getOrDefault("new", Slot.SENTENCE) : Slot.SENTENCE;
    return sorts.getOrDefault(slot, other);
  }

  private Alignment.@Nullable Result scored(
      Offer offer, Request request, Values values, double least) {
    var said = ways.get(offer.kind());
    if (said == null) {
      return null;
    }
    var visible = new HashMap<String, List<String>>();
    var open = new HashMap<String, Slot>();
    var sorts = offer.holds() ? said.held() : said.madeUp();
    var model = said.model();
    offer
        .candidate()
        .slots()
        .forEach(
            (slot, value) -> {
              if (offer.madeUp().containsKey(slot)) {
                open.put(slot, sort(sorts, slot));
              } else {
                visible.put(slot, Spoken.of(value).stream().map(Spoken::text).toList());
              }
            });
    var aligned = Alignment.of(request, visible, open, values, model, least);
    // What a kind is never asked for without must be said; "make it private" does not say to
    // remove what it was.
    return aligned != null
            && !aligned.twofold()
            && !aligned.foreign()
            // Any two texts can be exchanged: only the words tell that this is meant.
            && !(aligned.unusual() && offer.kind().equals(ANY_TEXT))
            // Something must say that it is this kind of edit.
            && (!aligned.spoken().isEmpty()
                || request.words().stream().anyMatch(w -> Values.tells(w) && model.says(w)))
            && !(aligned.negated() && adds(offer.kind()))
            && aligned.spoken().containsAll(said.required())
            && (!sorts.containsKey("new")
                || offer.madeUp().containsKey("new")
                || aligned.spoken().contains("new"))
            && !(offer.changesShape(aligned.values()) && !request.speaksOfNames())
            && offer.isDetermined(aligned.values(), request.shown())
        ? aligned
        : null;
  }
}
