package dev.brisk.distill.teach;

import dev.brisk.distill.data.Sample;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Requests that cannot be done: what a small edit is not ("write tests for this"), and edits of
 * things that are not in the region.
 */
final class Declining {
  private static final String NAME = "_cannot";

  private final Teacher teacher;
  private final List<EditKind> kinds;
  private final Phrasings phrasings;
  private final boolean heldOut;

  Declining(Teacher teacher, List<EditKind> kinds, Phrasings phrasings, boolean heldOut) {
    this.teacher = teacher;
    this.kinds = kinds;
    this.phrasings = phrasings;
    this.heldOut = heldOut;
  }

  /** A sample from {@code file}, or none if the dice do not fall well. */
  Optional<Sample> sample(SourceFile file, RandomGenerator random) {
    return random.nextInt(3) == 0 ? beyond(file, random) : absent(file, random);
  }

  private Optional<Sample> beyond(SourceFile file, RandomGenerator random) {
    var unseen = heldOut && random.nextBoolean();
    var usable = phrasings.of(NAME).stream().filter(p -> p.unseen() == unseen).toList();
    var phrasing = usable.get(random.nextInt(usable.size()));
    var region = anywhere(file, random);
    var words = new ArrayList<String>();
    var matcher =
        java.util.regex.Pattern.compile("[A-Za-z_]\\w{2,}")
            .matcher(file.lines(region.first(), region.last()));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    var name = words.isEmpty() ? "value" : words.get(random.nextInt(words.size()));
    var instruction = Asking.say(phrasing, Map.of("name", name), new Random(random.nextLong()));
    return Optional.of(cannot(file, region, phrasing.name(), unseen, instruction));
  }

  /** An instruction for one place of the file, over lines of another place. */
  private Optional<Sample> absent(SourceFile file, RandomGenerator random) {
    var kind = kinds.get(random.nextInt(kinds.size()));
    var samples = teacher.samples(file, kind.name(), 1, random);
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    var asked = samples.getFirst();
    var names = names(asked);
    var region = anywhere(file, random);
    var text = file.lines(region.first(), region.last());
    var first = asked.firstLine();
    var last = first + (int) asked.before().lines().count() - 1;
    if (names.isEmpty()
        || asked.instruction().matches(".*\\blines? \\d+.*")
        || names.stream().anyMatch(text::contains)
        || (region.first() <= last && region.last() >= first)) {
      return Optional.empty();
    }
    return Optional.of(cannot(file, region, asked.phrasing(), asked.unseen(), asked.instruction()));
  }

  /** Words of the instruction that stand in its region and are not everyday words. */
  private static List<String> names(Sample asked) {
    var result = new ArrayList<String>();
    for (var word : asked.instruction().split("[^A-Za-z0-9_]+")) {
      if (word.length() > 3
          && asked.before().contains(word)
          && (word.chars().anyMatch(Character::isUpperCase) || word.contains("_"))) {
        result.add(word);
      }
    }
    return result;
  }

  private static Regions.Range anywhere(SourceFile file, RandomGenerator random) {
    var length = 3 + random.nextInt(random.nextInt(3) == 0 ? 30 : 8);
    var first = 1 + random.nextInt(Math.max(1, file.lineCount() - length));
    var last = Math.min(file.lineCount(), first + length - 1);
    while (first < last && file.line(first).isBlank()) {
      first++;
    }
    while (first < last && file.line(last).isBlank()) {
      last--;
    }
    return new Regions.Range(first, last);
  }

  private static Sample cannot(
      SourceFile file, Regions.Range region, String phrasing, boolean unseen, String instruction) {
    var text = file.lines(region.first(), region.last());
    return new Sample(
        Sample.CANNOT,
        phrasing,
        unseen,
        "program",
        file.project(),
        file.path(),
        region.first(),
        instruction,
        text,
        text,
        1);
  }
}
