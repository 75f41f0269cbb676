package dev.brisk.syntax.complete;

import java.util.Arrays;

/**
 * A cursor in a Java file: the words around it, the beginning of the word that it stands in, and
 * what the line must end with so that the next one has its indentation.
 */
final class Cursor {
  final OwnText text;
  final CodeWords words;

  /** The words before the cursor, at least 1; the last may be a break. */
  final int[] before;

  /** The letters before the cursor of a word that is not finished; may be empty. */
  final String fragment;

  /** The break behind the line. */
  final int end;

  /** Whether only spaces stand before the cursor in its line. */
  final boolean atLineStart;

  /** Whether a space, or nothing, stands before the word that the completion begins with. */
  final boolean spaceBefore;

  /** Parentheses that are open in the statement before the cursor. */
  final int open;

  /** Whether semicolons may stand within parentheses. */
  final boolean inFor;

  /**
   * @param prefix the file's text up to the cursor, with line feeds
   * @param suffix the rest; what it has in the cursor's line is replaced
   */
  Cursor(Vocabulary vocabulary, String prefix, String suffix) {
    words = new CodeWords(vocabulary);
    var start = prefix.length();
    while (start > 0 && Character.isJavaIdentifierPart(prefix.charAt(start - 1))) {
      start--;
    }
    var word = prefix.substring(start);
    fragment = word.isEmpty() || CodeWords.isKeyword(word) || !Lexeme.isName(word) ? "" : word;
    var kept = prefix.substring(0, prefix.length() - fragment.length());
    var line = kept.substring(kept.lastIndexOf('\n') + 1);
    atLineStart = line.isBlank() && fragment.isEmpty();
    spaceBefore = line.isEmpty() || Character.isWhitespace(line.charAt(line.length() - 1));

    var lexed = Lexer.lex(kept, 0, false);
    var left = words.numbers(lexed.lexemes());
    var indentation = lexed.indentation();
    // Nothing, or nothing but a comment, stands before the cursor where there is no word.
    if (line.isBlank() || left.length == 0) {
      var last = indentation;
      indentation = line.length();
      left = Arrays.copyOf(left, left.length + 1);
      left[left.length - 1] =
          words.number(
              indentation > last
                  ? Lexeme.DEEPER
                  : indentation < last ? Lexeme.SHALLOWER : Lexeme.LEVEL);
    }
    before = left;
    var feed = suffix.indexOf('\n');
    var below = Lexer.lex(feed < 0 ? "" : suffix.substring(feed + 1), indentation, false);
    var after = words.numbers(below.lexemes());
    end = after.length > 0 ? after[0] : words.number(Lexeme.LEVEL);
    var all = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    words.learnTypes(all);
    text = new OwnText(words, all, before.length);
    open = Math.max(0, openBefore());
    inFor = isInFor();
  }

  /** The last words, as many as experts look at, if {@code further} ones follow the cursor. */
  int[] line(int[] further) {
    var kept = Math.min(before.length, Math.max(1, Experts.WORDS - further.length));
    var line = Arrays.copyOfRange(before, before.length - kept, before.length + further.length);
    System.arraycopy(further, 0, line, kept, further.length);
    return line;
  }

  private int openBefore() {
    var depth = 0;
    for (var i = before.length - 1; i >= 0; i--) {
      var word = words.text(before[i]);
      if (word.equals("{") || word.equals("}") || word.equals(";")) {
        return depth;
      }
      depth += depth(word);
    }
    return depth;
  }

  private boolean isInFor() {
    for (var i = before.length - 1; i >= 0; i--) {
      var word = words.text(before[i]);
      if (Lexeme.isBreak(word) || word.equals("for")) {
        return word.equals("for");
      }
    }
    return false;
  }

  /** What a word adds to the parentheses and brackets that are open. */
  static int depth(String word) {
    return switch (word) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }
}
