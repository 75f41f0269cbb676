package dev.brisk.distill.train;

import dev.brisk.distill.data.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Deals samples: each file in a new order an epoch, files by their shares. Where it stands is a
 * number a file ({@link #cursors}), so that a training can go on exactly where it was.
 */
final class Feed {
  /** Text counts less than what answers a request. */
  private static final float TEXT_WEIGHT = 0.3f;

  private final Path folder;
  private final long seed;
  private final Map<String, TokenFile> files = new HashMap<>();
  private final Map<String, Long> cursors = new TreeMap<>();
  private final Map<String, int[]> orders = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();

  Feed(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /** How many samples of each file were dealt, those left out included. */
  Map<String, Long> cursors() {
    return cursors;
  }

  /** A file of the plan. */
  TokenFile file(String name) throws IOException {
    var file = files.get(name);
    if (file == null) {
      file = TokenFile.open(folder.resolve(name + ".tok"));
      files.put(name, file);
    }
    return file;
  }

  /** Batches of {@code capacity} rows at the most, {@code tokens} together, for a step. */
  List<Batch> batches(Plan.Phase phase, int tokens, int capacity, long step) throws IOException {
    var random = new SplittableRandom(seed * 1_000_003 + step);
    var items = new ArrayList<Batch.Item>();
    for (var rows = 0; rows < tokens; ) {
      var item = next(choose(phase.sources(), random), phase.longest());
      items.add(item);
      rows += item.rows();
    }
    return pack(items, capacity);
  }

  /** The items in as few batches as filling one after the other gives. */
  static List<Batch> pack(List<Batch.Item> items, int capacity) {
    var result = new ArrayList<Batch>();
    var open = new ArrayList<Batch.Item>();
    var rows = 0;
    for (var item : items) {
      if (rows + item.rows() > capacity) {
        result.add(new Batch(open));
        open.clear();
        rows = 0;
      }
      open.add(item);
      rows += item.rows();
    }
    if (!open.isEmpty()) {
      result.add(new Batch(open));
    }
    return result;
  }

  /** A sample with its losses: on the output, or on everything. */
  static Batch.Item item(TokenFile file, int sample) {
    var tokens = file.tokens(sample);
    var prompt = file.promptTokens(sample);
    var weights = new float[tokens.length - 1];
    for (var i = 0; i < weights.length; i++) {
      var output = i + 1 >= prompt;
      weights[i] =
          output
              ? file.weight(sample)
              : file.task(sample) == TokenFile.TEXT ? TEXT_WEIGHT * file.weight(sample) : 0;
    }
    return new Batch.Item(tokens, prompt, weights, file.soft(sample));
  }

  private static String choose(List<Plan.Source> sources, SplittableRandom random) {
    var all = sources.stream().mapToDouble(Plan.Source::share).sum();
    var dice = random.nextDouble() * all;
    for (var source : sources) {
      dice -= source.share();
      if (dice < 0) {
        return source.file();
      }
    }
    return sources.getLast().file();
  }

  private Batch.Item next(String name, int longest) throws IOException {
    var file = file(name);
    for (var tries = 0L; tries <= 2L * file.samples(); tries++) {
      var cursor = cursors.merge(name, 1L, Long::sum) - 1;
      var sample = order(name, file, cursor / file.samples())[(int) (cursor % file.samples())];
      if (file.promptTokens(sample) + file.outputTokens(sample) <= longest) {
        return item(file, sample);
      }
    }
    throw new IOException(
        "%s has no sample of at most %d tokens; make it again with brisk distill encode."
            .formatted(file.path(), longest));
  }

  private int[] order(String name, TokenFile file, long epoch) {
    var known = orders.get(name);
    if (known != null && Long.valueOf(epoch).equals(epochs.get(name))) {
      return known;
    }
    var order = new int[file.samples()];
    var random = new SplittableRandom(seed ^ (name.hashCode() * 31L + epoch));
    for (var i = 0; i < order.length; i++) {
      var other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    orders.put(name, order);
    epochs.put(name, epoch);
    return order;
  }
}
