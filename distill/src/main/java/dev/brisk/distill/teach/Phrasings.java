package dev.brisk.distill.teach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, List<Phrasing>> kinds = new HashMap<>();

  /** Reads the classes of words; kinds are read when they are asked for. */
  public Phrasings() {
    for (var line : lines("_words")) {
      var colon = line.indexOf(':');
      words.put(
          line.substring(1, colon),
          "(" + line.substring(colon + 1).strip().replace(" | ", "|") + ")");
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

  private List<Phrasing> read(String kind) {
    var result = new ArrayList<Phrasing>();
    for (var line : lines(kind)) {
      var index = result.size();
      result.add(new Phrasing(kind + "#" + index, index % HELD_OUT == HELD_OUT - 1, expand(line)));
    }
    return List.copyOf(result);
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
