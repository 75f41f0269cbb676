package dev.brisk.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways to ask for each kind of edit, from the resources {@code phrases/KIND.txt}: one template
 * a line; lines that begin with {@code #} are comments. {@code @word} stands for a class of words,
 * defined in {@code phrases/_words.txt} by lines {@code @word: a | b}. Every fourth template is
 * held out from training.
 */
public final class Phrasings {
  private static final Pattern CLASS = Pattern.compile("@([a-z]+(?:-[a-z]+)*)");
  private static final int HELD_OUT = 4;
  private static final int RENDERINGS = 24;

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, List<Phrasing>> kinds = new HashMap<>();

  private final Map<String, List<String>> families = new HashMap<>();

  /** Reads classes of words and families; kinds are read when they are asked for. */
  public Phrasings() {
    for (var line : lines("_words")) {
      var colon = line.indexOf(':');
      words.put(
          line.substring(1, colon),
          "(" + line.substring(colon + 1).strip().replace(" | ", "|") + ")");
    }
    var family = new ArrayList<String>();
    for (var line : lines("_families")) {
      if (line.startsWith("&")) {
        family = new ArrayList<>();
        families.put(line.substring(1), family);
      } else {
        family.add(line);
      }
    }
  }

  /**
   * The phrasings of a kind, in the order of the file.
   *
   * @throws IllegalArgumentException if there is no such file or one does not parse
   */
  public synchronized List<Phrasing> of(String kind) {
    return kinds.computeIfAbsent(kind, this::read);
  }

  /** The slots of a kind that hold what is made up, and what sort of text that is. */
  public Map<String, String> madeUp(String kind) {
    var result = new HashMap<String, String>();
    for (var line : lines(kind)) {
      if (line.startsWith("%")) {
        var colon = line.indexOf(':');
        result.put(line.substring(1, colon), line.substring(colon + 1).strip());
      }
    }
    return result;
  }

  private List<Phrasing> read(String kind) {
    var result = new ArrayList<Phrasing>();
    for (var line : lines(kind)) {
      if (line.startsWith("&")) {
        family(kind, line, result);
      } else if (!line.startsWith("%")) {
        add(kind, line, result.size(), result);
      }
    }
    return heldOut(result);
  }

  /** Holds out only what no phrasing for training says as well. */
  private static List<Phrasing> heldOut(List<Phrasing> all) {
    var seen = new HashSet<String>();
    for (var phrasing : all) {
      if (!phrasing.unseen()) {
        seen.addAll(said(phrasing));
      }
    }
    return all.stream()
        .map(p -> p.unseen() && said(p).stream().anyMatch(seen::contains) ? p.forTraining() : p)
        .toList();
  }

  private static List<String> said(Phrasing phrasing) {
    var slots = new HashMap<String, String>();
    phrasing.slots().forEach(slot -> slots.put(slot, "{" + slot + "}"));
    return new SplittableRandom(1)
        .ints(phrasing.fixed() ? 1 : RENDERINGS)
        .mapToObj(
            seed -> String.join(" ", phrasing.delexicalised(slots, new SplittableRandom(seed))))
        .distinct()
        .toList();
  }

  private void add(String kind, String template, int index, List<Phrasing> to) {
    var unseen = index % HELD_OUT == HELD_OUT - 1;
    to.add(new Phrasing(kind + "#" + to.size(), unseen, expand(template)));
  }

  /** All ways of a family with the parts that {@code line} names: "&add o = a ; b = c". */
  private void family(String kind, String line, List<Phrasing> to) {
    var space = line.indexOf(' ');
    var templates = families.get(line.substring(1, space));
    if (templates == null) {
      throw new IllegalArgumentException("There is no family for: " + line);
    }
    for (var i = 0; i < templates.size(); i++) {
      var template = templates.get(i);
      for (var part : line.substring(space + 1).split(" ; ")) {
        var equals = part.indexOf('=');
        template =
            template.replace(
                "{" + part.substring(0, equals).strip() + "}", part.substring(equals + 1).strip());
      }
      add(kind, template, i, to);
    }
  }

  private String expand(String line) {
    return CLASS
        .matcher(line)
        .replaceAll(
            match -> {
              var options = words.get(match.group(1));
              return Matcher.quoteReplacement(options == null ? match.group() : options);
            });
  }

  private static List<String> lines(String name) {
    try (var in = Phrasings.class.getResourceAsStream("phrases/" + name + ".txt")) {
      if (in == null) {
        throw new IllegalArgumentException("There are no phrasings for " + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
