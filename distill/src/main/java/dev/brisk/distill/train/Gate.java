package dev.brisk.distill.train;

import dev.brisk.distill.data.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Looks at samples that training never sees. An output counts as exact if every token of it is the
 * likeliest one after the right ones before it: then, and only then, greedy decoding writes it.
 */
final class Gate {
  /**
   * What was found.
   *
   * @param exact share of exact outputs
   * @param decision share of outputs whose first token that does not stand in the prompt is right
   * @param loss a token of the output, in nats
   * @param kinds exact outputs and samples of each kind
   */
  record Result(double exact, double decision, double loss, Map<String, int[]> kinds) {}

  private final List<Batch> batches;
  private final List<List<Batch.Item>> items = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();

  private Gate(List<Batch> batches) {
    this.batches = batches;
  }

  /**
   * Chooses {@code most} samples of at most {@code capacity} tokens.
   *
   * @param path a token file; a file FILE.kinds beside it names the kind of each sample
   */
  static Gate of(Path path, int most, int capacity) throws IOException {
    var file = TokenFile.open(path);
    var kindsFile = path.resolveSibling(path.getFileName() + ".kinds");
    var kinds = Files.exists(kindsFile) ? Files.readAllLines(kindsFile) : List.<String>of();
    var gate = new Gate(new ArrayList<>());
    var random = new SplittableRandom(17);
    var chosen = new ArrayList<Batch.Item>();
    var rows = 0;
    var left = most;
    for (var sample = 0; sample < file.samples(); sample++) {
      var item = Feed.item(file, sample);
      // As many of those left as are still wanted, so that they come from the whole file.
      if (item.rows() > capacity || random.nextInt(file.samples() - sample) >= left) {
        continue;
      }
      left--;
      if (rows + item.rows() > capacity) {
        gate.close(chosen);
        rows = 0;
      }
      chosen.add(item);
      rows += item.rows();
      gate.kinds.add(kinds.isEmpty() ? "" : kinds.get(sample));
    }
    gate.close(chosen);
    return gate;
  }

  private void close(List<Batch.Item> chosen) {
    if (!chosen.isEmpty()) {
      batches.add(new Batch(chosen));
      items.add(List.copyOf(chosen));
      chosen.clear();
    }
  }

  Result look(Replicas replicas) {
    var predictions = replicas.predict(batches);
    var exact = 0;
    var decided = 0;
    var decisions = 0;
    var loss = 0.0;
    var tokens = 0;
    var byKind = new TreeMap<String, int[]>();
    var sample = 0;
    for (var b = 0; b < batches.size(); b++) {
      var row = 0;
      var found = predictions.get(b);
      for (var item : items.get(b)) {
        var seen = new HashSet<Integer>();
        for (var i = 0; i < item.prompt(); i++) {
          seen.add(item.tokens()[i]);
        }
        var right = true;
        var open = true;
        for (var i = 0; i < item.weights().length; i++) {
          if (item.weights()[i] <= 0) {
            continue;
          }
          var hit = found.best()[row] == item.tokens()[i + 1];
          if (i + 1 >= item.prompt()) {
            loss += found.loss()[row];
            tokens++;
            right &= hit;
            if (open && !seen.contains(item.tokens()[i + 1])) {
              open = false;
              decisions++;
              decided += hit ? 1 : 0;
            }
          }
          row++;
        }
        exact += right ? 1 : 0;
        var counts = byKind.computeIfAbsent(kinds.get(sample++), k -> new int[2]);
        counts[0] += right ? 1 : 0;
        counts[1]++;
      }
    }
    return new Result(
        exact / (double) Math.max(1, sample),
        decided / (double) Math.max(1, decisions),
        loss / Math.max(1, tokens),
        byKind);
  }
}
