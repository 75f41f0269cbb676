package dev.brisk.distill.teach;

import dev.brisk.distill.data.Sample;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Parsing;
import dev.brisk.syntax.Phrasing;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The programmatic teacher: samples of edits that a source file offers, asked for in words. The
 * same file and seed give the same samples.
 */
public final class Teacher {
  /** Share of the samples of idempotent kinds whose instruction already holds. */
  private static final double NOTHING_TO_DO = 0.08;

  /** Share of edits that are shown the other way round where a kind has an inverse. */
  private static final double INVERTED = 0.35;

  private static final int TRIES = 4;

  private final Map<String, EditKind> kinds = new HashMap<>();
  private final Phrasings phrasings;
  private final boolean heldOut;

  /**
   * @param heldOut whether to ask in phrasings that training does not see, half of the time; never
   *     otherwise
   */
  public Teacher(List<EditKind> kinds, Phrasings phrasings, boolean heldOut) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    this.phrasings = phrasings;
    this.heldOut = heldOut;
  }

  /**
   * Up to {@code most} samples of one kind from {@code file}.
   *
   * @param kind the name of one of the teacher's kinds
   */
  public List<Sample> samples(SourceFile file, String kind, int most, RandomGenerator random) {
    var chosen = kinds.get(kind);
    if (chosen == null) {
      throw new IllegalArgumentException("There is no kind of edit named " + kind + ".");
    }
    var candidates = chosen.candidates(file, random);
    var order = new ArrayList<>(candidates);
    Collections.shuffle(order, new Random(random.nextLong()));
    var result = new ArrayList<Sample>();
    for (var candidate : order) {
      if (result.size() >= most) {
        break;
      }
      sample(file, chosen, candidates, candidate, random).ifPresent(result::add);
    }
    return result;
  }

  private Optional<Sample> sample(
      SourceFile file,
      EditKind kind,
      List<Candidate> candidates,
      Candidate candidate,
      RandomGenerator random) {
    var inverse = kind.inverse().map(kinds::get);
    if (kind.repairs()) {
      return turned(file, candidate)
          .flatMap(other -> ask(other.file, kind, List.of(), other.candidate, random));
    }
    if (inverse.isPresent() && random.nextDouble() < INVERTED) {
      return inverted(file, inverse.get(), candidate, random);
    }
    if (kind.idempotent() && random.nextDouble() < NOTHING_TO_DO) {
      return nothingToDo(file, kind, candidate, random);
    }
    return ask(file, kind, candidates, candidate, random);
  }

  /** A file after an edit, and the edit that takes it back. */
  private record Turned(SourceFile file, Candidate candidate) {}

  private static Optional<Turned> turned(SourceFile file, Candidate candidate) {
    var after = TextEdit.apply(file.text(), candidate.edits());
    return SourceFile.parse(file.project(), file.path(), after)
        .map(
            other -> {
              var edits = new ArrayList<TextEdit>();
              var shift = 0;
              for (var edit : candidate.edits()) {
                var start = edit.start() + shift;
                edits.add(
                    new TextEdit(
                        start,
                        start + edit.replacement().length(),
                        file.text().substring(edit.start(), edit.end())));
                shift += edit.replacement().length() - (edit.end() - edit.start());
              }
              var lines = other.lineCount() - file.lineCount();
              return new Turned(
                  other,
                  new Candidate(
                      candidate.slots(),
                      candidate.firstLine(),
                      Math.max(candidate.firstLine(), candidate.lastLine() + lines),
                      candidate.scopeFirst(),
                      Math.max(candidate.firstLine(), candidate.scopeLast() + lines),
                      edits));
            });
  }

  private Optional<Sample> inverted(
      SourceFile file, EditKind inverse, Candidate candidate, RandomGenerator random) {
    return turned(file, candidate)
        .flatMap(
            other -> {
              var candidates = inverse.candidates(other.file, random);
              return candidates.stream()
                  .filter(
                      back ->
                          back.firstLine() <= other.candidate.lastLine()
                              && back.lastLine() >= other.candidate.firstLine())
                  .findFirst()
                  .flatMap(back -> ask(other.file, inverse, candidates, back, random));
            });
  }

  private Optional<Sample> nothingToDo(
      SourceFile file, EditKind kind, Candidate candidate, RandomGenerator random) {
    return turned(file, candidate)
        .flatMap(
            other ->
                ask(
                    other.file,
                    kind,
                    List.of(),
                    new Candidate(
                        candidate.slots(),
                        other.candidate.firstLine(),
                        other.candidate.lastLine(),
                        other.candidate.scopeFirst(),
                        other.candidate.scopeLast(),
                        List.of()),
                    random));
  }

  private Optional<Sample> ask(
      SourceFile file,
      EditKind kind,
      List<Candidate> candidates,
      Candidate candidate,
      RandomGenerator random) {
    var region = Regions.choose(file, candidate, random);
    if (region == null) {
      return Optional.empty();
    }
    var before = file.lines(region.first(), region.last());
    var unseen = heldOut && random.nextBoolean();
    var usable =
        phrasings.of(kind.name()).stream()
            .filter(phrasing -> phrasing.unseen() == unseen)
            .filter(phrasing -> candidate.slots().keySet().containsAll(phrasing.slots()))
            .filter(phrasing -> visible(phrasing, candidate, before))
            .toList();
    for (var attempt = 0; attempt < TRIES && !usable.isEmpty(); attempt++) {
      var phrasing = usable.get(random.nextInt(usable.size()));
      var seed = random.nextLong();
      var instruction = Asking.say(phrasing, candidate.slots(), new Random(seed));
      if (!ambiguous(candidates, candidate, region, before, phrasing, seed, instruction)) {
        var after = after(file, candidate, region);
        if (!after.isEmpty()
            && candidate.edits().isEmpty() == after.equals(before)
            && (candidate.edits().isEmpty() || Parsing.stillParses(file, candidate.edits()))) {
          return Optional.of(
              new Sample(
                  candidate.edits().isEmpty() ? "noop" : kind.name(),
                  phrasing.name(),
                  phrasing.unseen(),
                  "program",
                  file.project(),
                  file.path(),
                  region.first(),
                  instruction,
                  before,
                  after,
                  1));
        }
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The slot "where" only helps if it can be seen. */
  private static boolean visible(Phrasing phrasing, Candidate candidate, String before) {
    return !phrasing.slots().contains("where")
        || before.contains(candidate.slots().getOrDefault("where", ""));
  }

  /** Whether another edit that the region offers would be asked for in the same words. */
  private static boolean ambiguous(
      List<Candidate> candidates,
      Candidate candidate,
      Regions.Range region,
      String before,
      Phrasing phrasing,
      long seed,
      String instruction) {
    for (var other : candidates) {
      if (other.firstLine() < region.first()
          || other.lastLine() > region.last()
          || other.edits().equals(candidate.edits())
          || !other.slots().keySet().containsAll(phrasing.slots())) {
        continue;
      }
      var slots = new HashMap<>(other.slots());
      // What cannot be seen was made up, and could as well be asked for there.
      var invented = new HashSet<>(slots.keySet());
      invented.removeIf(slot -> before.contains(slots.getOrDefault(slot, "")));
      for (var slot : invented) {
        var same = candidate.slots().get(slot);
        if (same != null) {
          slots.put(slot, same);
        }
      }
      if (Asking.say(phrasing, slots, new Random(seed)).equals(instruction)) {
        return true;
      }
    }
    return false;
  }

  private static String after(SourceFile file, Candidate candidate, Regions.Range region) {
    var start = file.lineStart(region.first());
    var end = file.lineEnd(region.last());
    var edits =
        candidate.edits().stream()
            .map(edit -> new TextEdit(edit.start() - start, edit.end() - start, edit.replacement()))
            .toList();
    // With the last line's end, which an edit that deletes this line takes along.
    var after = TextEdit.apply(file.text().substring(start, end) + "\n", edits);
    return after.endsWith("\n") ? after.substring(0, after.length() - 1) : after;
  }
}
