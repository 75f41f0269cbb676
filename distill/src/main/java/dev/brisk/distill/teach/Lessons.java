package dev.brisk.distill.teach;

import dev.brisk.distill.data.Sample;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the programmatic teacher makes of a whole split of the corpus: about as many samples of each
 * kind, in no order of files. The same files, kinds and seed give the same samples, whatever the
 * number of threads.
 */
public final class Lessons {
  /** Takes samples as they are made. */
  @FunctionalInterface
  public interface Sink {
    void add(Sample sample) throws IOException;
  }

  /** Files of a batch: kinds that are full are left out from the next batch on. */
  private static final int BATCH = 64;

  /** Most samples of one kind from one file. */
  private static final int A_FILE = 2;

  /**
   * Tries for each sample of a kind that has too few: not each place can be asked for in each way.
   */
  private static final int ROUNDS = 4;

  /** Tries to add a request that cannot be done, for each that can. */
  private static final double CANNOT = 0.09;

  private final List<EditKind> kinds;
  private final Teacher teacher;
  private final Declining declining;
  private final int most;
  private final long seed;
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * @param heldOut whether half of the requests use phrasings that training does not see
   * @param most samples of a kind
   */
  public Lessons(List<EditKind> kinds, Phrasings phrasings, boolean heldOut, int most, long seed) {
    this.kinds = List.copyOf(kinds);
    this.most = most;
    this.seed = seed;
    teacher = new Teacher(kinds, phrasings, heldOut);
    declining = new Declining(teacher, kinds, phrasings, heldOut);
  }

  /** How many samples of each kind there are so far. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /**
   * Goes through the files once.
   *
   * @param progress hears after each batch how many files are done
   */
  public void teach(List<Corpus.Source> files, Sink to, Consumer<Integer> progress)
      throws IOException {
    var order = new ArrayList<>(files);
    Collections.shuffle(order, new Random(seed));
    for (var from = 0; from < order.size(); from += BATCH) {
      var open = kinds.stream().filter(k -> counts.getOrDefault(k.name(), 0) < most).toList();
      if (open.isEmpty()) {
        return;
      }
      var batch = order.subList(from, Math.min(order.size(), from + BATCH));
      var made = batch.parallelStream().map(source -> one(source, open)).toList();
      for (var samples : made) {
        for (var sample : samples) {
          if (sample.kind().equals(Sample.CANNOT)
              || counts.getOrDefault(kindOf(sample), 0) < most) {
            counts.merge(kindOf(sample), 1, Integer::sum);
            to.add(sample);
          }
        }
      }
      progress.accept(Math.min(order.size(), from + BATCH));
    }
  }

  /**
   * Adds samples of the kinds that the files had few places for, made from one file that has a
   * place for each: always the same place, but asked for in all words. Otherwise the words of rare
   * kinds would hardly be learnt.
   *
   * @param atLeast samples that each kind shall have
   */
  public void addRare(SourceFile example, int atLeast, Sink to) throws IOException {
    var random = new SplittableRandom(seed);
    for (var kind : kinds) {
      for (var round = 0;
          round < ROUNDS * atLeast && counts.getOrDefault(kind.name(), 0) < Math.min(atLeast, most);
          round++) {
        for (var sample : teacher.samples(example, kind.name(), A_FILE, random)) {
          counts.merge(kindOf(sample), 1, Integer::sum);
          to.add(sample);
        }
      }
    }
  }

  private List<Sample> one(Corpus.Source source, List<EditKind> open) {
    var result = new ArrayList<Sample>();
    SourceFile.parse(source.artifact().project(), source.path(), source.text())
        .ifPresent(
            file -> {
              var random =
                  new SplittableRandom(seed ^ (source.path().hashCode() * 0x9E3779B97F4A7C15L));
              for (var kind : open) {
                for (var sample : teacher.samples(file, kind.name(), A_FILE, random)) {
                  result.add(sample);
                  if (random.nextDouble() < CANNOT) {
                    declining.sample(file, random).ifPresent(result::add);
                  }
                }
              }
            });
    return result;
  }

  /** The kind that made a sample, also where there was nothing to do. */
  private static String kindOf(Sample sample) {
    return sample.kind().equals("noop")
        ? sample.phrasing().substring(0, sample.phrasing().indexOf('#'))
        : sample.kind();
  }
}
