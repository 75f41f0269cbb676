package dev.brisk.syntax.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What spans of one instruction may be, and how surprising they are as a value. */
final class Values {
  private static final double WORD = Math.log(2e-5);

  /** No reading with such a value can win. */
  private static final double NEVER = -100;

  private static final double CODE = Math.log(3e-3);
  private static final double SIGN = Math.log(0.3);

  /** A word of a handful. */
  private static final double FEW = Math.log(0.1);

  private static final Set<String> LITERALS =
      Set.of(
          "null", "true", "false", "this", "super", "return", "throw", "new", "continue", "break");

  /** Words that hold sentences together; nobody means them as a name without saying so. */
  private static final Set<String> ORDINARY =
      Set.of(
          ("a an the it its that these those there here is are was were be been being has have had do does did"
                  + " can could should would must may might will shall let lets need needs want wants"
                  + " lack lacks put go goes get gets make makes take takes keep give gives use i we you"
                  + " they me us my our your and or but not no nor so then than as at by for from in into"
                  + " of off on onto out over per to too up with without instead please just also only now"
                  + " when where which who what why how if whether rather because while still again"
                  + " nothing something everything anything directly properly correctly wrongly stored")
              .split(" "));

  private final Map<String, Boolean> fits = new HashMap<>();
  private final Set<String> known;
  private final Set<String> shown;
  private final Set<String> namesInSmall = new HashSet<>();

  /**
   * @param known words of phrasings
   * @param shown words of the region
   */
  Values(Set<String> known, Set<String> shown) {
    this.known = known;
    this.shown = shown;
    shown.stream()
        .filter(word -> word.matches("[A-Za-z_$][\\w$]*"))
        .forEach(word -> namesInSmall.add(word.toLowerCase(Locale.ROOT)));
  }

  boolean fit(String text, Slot sort) {
    return fits.computeIfAbsent(sort + " " + text, k -> isWhole(text, sort) && sort.fits(text));
  }

  /** A value neither begins nor ends within quotes, and what follows a colon stands for itself. */
  private static boolean isWhole(String text, Slot sort) {
    return text.chars().filter(c -> c == '"').count() % 2 == 0
        && text.chars().filter(c -> c == '`').count() % 2 == 0
        && (sort != Slot.SENTENCE || !text.matches("(?!(?:TODO|FIXME|NOTE|XXX)\\b).*(?:\"|: ).*"))
        && (sort != Slot.STATEMENT || !text.matches("\\w+: .*"));
  }

  /** Whether a word can only be the name of something in the region. */
  boolean isName(String word) {
    return namesInSmall.contains(word) && !known.contains(word) && !ORDINARY.contains(word);
  }

  /** Whether a word says something by itself. */
  static boolean tells(String word) {
    return word.length() > 1
        && Character.isLetter(word.charAt(0))
        && !ORDINARY.contains(word)
        && !LITERALS.contains(word);
  }

  double cost(List<Spoken> instruction, int from, int to, Slot sort) {
    if (sort == Slot.MODIFIER || sort == Slot.VISIBILITY || sort == Slot.LEVEL) {
      return FEW;
    }
    var sum = 0.0;
    for (var i = from; i < to; i++) {
      var token = instruction.get(i);
      var quoted = i > 0 && instruction.get(i - 1).isQuote();
      if (!Character.isJavaIdentifierPart(token.text().charAt(0))) {
        sum += SIGN;
      } else if (sort != Slot.SENTENCE && isOrdinary(instruction, i)) {
        sum += quoted ? CODE : NEVER;
      } else if (sort != Slot.SENTENCE
          && !LITERALS.contains(token.text())
          && known.contains(token.word())) {
        sum += quoted || (i > 0 && !token.text().equals(token.word())) ? CODE : WORD;
      } else {
        sum += CODE;
      }
    }
    // Nobody begins with a sentence that is to be written.
    return from == 0 && sort == Slot.SENTENCE ? sum + NEVER : sum;
  }

  /** Whether a word is no name: it only holds the sentence together, or says what to do. */
  private boolean isOrdinary(List<Spoken> instruction, int at) {
    var word = instruction.get(at).text();
    return !shown.contains(word)
        && !LITERALS.contains(word)
        && (ORDINARY.contains(word) || (at == 0 && saysWhatToDo(instruction)));
  }

  /** Whether the first word is one of people, not the beginning of code. */
  private static boolean saysWhatToDo(List<Spoken> instruction) {
    var next = instruction.size() > 1 ? instruction.get(1).text() : "";
    return instruction.getFirst().text().matches("[A-Z]?[a-z]+") && !next.matches("[.(=\\[+-].*");
  }
}
