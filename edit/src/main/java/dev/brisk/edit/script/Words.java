package dev.brisk.edit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts text into words (identifiers and numbers), single other characters, and runs of spaces. */
final class Words {
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do double"
                  + " else enum extends final finally float for goto if implements import instanceof"
                  + " int interface long native new package private protected public return short"
                  + " static strictfp super switch synchronized this throw throws transient try void"
                  + " volatile while true false null var record sealed permits yield")
              .split(" "));

  private Words() {}

  /** The pieces of {@code text}; joined they are the text. */
  static List<String> of(String text) {
    var pieces = new ArrayList<String>();
    for (var at = 0; at < text.length(); ) {
      var end = end(text, at);
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  /** The end of the piece that begins at {@code at}. */
  static int end(String text, int at) {
    var c = text.charAt(at);
    var end = at + 1;
    if (isWordPart(c)) {
      while (end < text.length() && isWordPart(text.charAt(end))) {
        end++;
      }
    } else if (c == ' ' || c == '\t') {
      while (end < text.length() && text.charAt(end) == c) {
        end++;
      }
    } else if (Character.isHighSurrogate(c) && end < text.length()) {
      end++;
    }
    return end;
  }

  static boolean isWord(String piece) {
    return !piece.isEmpty() && isWordPart(piece.charAt(0));
  }

  static boolean isSpace(String piece) {
    return !piece.isEmpty() && (piece.charAt(0) == ' ' || piece.charAt(0) == '\t');
  }

  /** Whether the piece can name something in Java. */
  static boolean isName(String piece) {
    return isWord(piece) && !Character.isDigit(piece.charAt(0)) && !RESERVED.contains(piece);
  }

  /** ASCII only: what other letters do is left to the tokenizer. */
  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$';
  }

  /** Whether a word goes on over the offset {@code at}. */
  static boolean within(String text, int at) {
    return at > 0
        && at < text.length()
        && isWordPart(text.charAt(at - 1))
        && isWordPart(text.charAt(at));
  }

  /** How often {@code part} stands in {@code text} without cutting a word. */
  static int occurrences(String text, String part) {
    var count = 0;
    for (var at = find(text, part, 0); at >= 0; at = find(text, part, at + 1)) {
      count++;
    }
    return count;
  }

  /**
   * The first place from {@code from} on where {@code part} stands without cutting a word, or -1.
   */
  static int find(String text, String part, int from) {
    for (var at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
      if (!within(text, at) && !within(text, at + part.length())) {
        return at;
      }
    }
    return -1;
  }

  /** {@code text} with {@code part} replaced wherever it stands without cutting a word. */
  static String replace(String text, String part, String by) {
    var result = new StringBuilder();
    var from = 0;
    for (var at = find(text, part, 0); at >= 0; at = find(text, part, from)) {
      result.append(text, from, at).append(by);
      from = at + part.length();
    }
    return result.append(text.substring(from)).toString();
  }
}
