package dev.brisk.syntax.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An instruction, cut into words.
 *
 * @param corrected the text with slips of the finger corrected
 * @param shown the words of the region
 * @param words the tokens in small letters, slips of the finger corrected
 */
record Request(
    String text,
    String corrected,
    String region,
    Set<String> shown,
    List<Spoken> tokens,
    List<String> words) {
  /** Whether it says that it is about what something is called. */
  boolean speaksOfNames() {
    return words.stream().anyMatch(word -> word.matches("(re)?nam(e|es|ed|ing)|call(ed)?"));
  }

  static Request of(String instruction, String region, Set<String> known) {
    var text = instruction.strip();
    if (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    var tokens = Spoken.of(text);
    if (!tokens.isEmpty() && tokens.getFirst().word().equals("please")) {
      tokens = tokens.subList(1, tokens.size());
    }
    var shown = new HashSet<String>();
    Spoken.of(region).forEach(token -> shown.add(token.text()));
    var words = new ArrayList<String>();
    var corrected = new StringBuilder(text);
    for (var token : tokens.reversed()) {
      var word = token.word();
      var meant =
          shown.contains(token.text()) || known.contains(word)
              ? word
              : Slips.corrected(word, known);
      words.addFirst(meant);
      if (!meant.equals(word)) {
        corrected.replace(token.start(), token.end(), meant);
      }
    }
    return new Request(text, corrected.toString(), region, shown, tokens, words);
  }
}
