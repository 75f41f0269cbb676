package dev.brisk.syntax.complete;

/**
 * Four opinions on what comes next: what followed the same words in this text, what followed words
 * like these in it, and what followed words like these elsewhere, with names exchanged and with
 * variables told by their types. Not for several threads.
 */
final class Experts {
  static final int COUNT = 4;

  /** How many words of context anybody looks at. */
  static final int WORDS = 12;

  private static final int BUCKETS = 8 * 7 * 2;

  private final OwnText own;
  private final LineModel model;
  private final Odds[] opinions = new Odds[COUNT];
  private final Context.Renamed renamed = new Context.Renamed();
  private final Context.Typed typed = new Context.Typed();
  private int bucket;

  Experts(OwnText own, LineModel model) {
    this.own = own;
    this.model = model;
    for (var i = 0; i < COUNT; i++) {
      opinions[i] = new Odds();
    }
  }

  static int buckets() {
    return BUCKETS;
  }

  /** Asks all about the word behind the first {@code end} ones of {@code line}. */
  void ask(int[] line, int end) {
    for (var opinion : opinions) {
      opinion.clear();
    }
    var exact = own.exact(line, end, opinions[0]);
    var similar = own.renamed(line, end, opinions[1]);
    var elsewhere = elsewhere(line, end);
    ofTypes(line, end);
    bucket = (Math.min(exact, 7) * 7 + Math.min(elsewhere, 6)) * 2 + (similar >= 4 ? 1 : 0);
  }

  /** What the last question was like: which opinions are to be trusted depends on it. */
  int bucket() {
    return bucket;
  }

  /** What an expert said: odds that sum to about 1; none if it knows nothing. */
  Odds opinion(int expert) {
    return opinions[expert];
  }

  /** The opinions on the last question together, by the model's weights. */
  void mix(Odds to) {
    to.clear();
    var all = 0.0;
    for (var i = 0; i < COUNT; i++) {
      all += opinions[i].count() > 0 ? model.weight(bucket, i) : 0;
    }
    for (var i = 0; i < COUNT && all > 0; i++) {
      to.add(opinions[i], model.weight(bucket, i) / all);
    }
  }

  private int elsewhere(int[] line, int end) {
    var names = own.namesBehind(line[end - 1]);
    var grams = model.renamed();
    var rest = 1.0;
    var longest = 0;
    for (var n = LineModel.RENAMED_LENGTH; n >= 0; n--) {
      var found = grams.find(renamed.of(own.words(), line, end, n));
      if (found < 0) {
        continue;
      }
      longest = longest == 0 ? n : longest;
      var share = rest * grams.trust(found);
      for (var i = grams.first(found); i < grams.end(found); i++) {
        own.spread(opinions[2], grams.symbol(i), share * grams.share(i), renamed, names);
      }
      rest -= share;
    }
    return longest;
  }

  private void ofTypes(int[] line, int end) {
    var grams = model.typed();
    var rest = 1.0;
    for (var n = LineModel.TYPED_LENGTH; n > 0; n--) {
      var found = grams.find(typed.of(own.words(), line, end, n));
      if (found < 0) {
        continue;
      }
      var share = rest * grams.trust(found);
      for (var i = grams.first(found); i < grams.end(found); i++) {
        own.spreadTyped(opinions[3], grams.symbol(i), share * grams.share(i));
      }
      rest -= share;
    }
  }
}
