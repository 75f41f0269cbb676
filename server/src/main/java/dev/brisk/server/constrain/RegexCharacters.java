package dev.brisk.server.constrain;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the parts of a regular expression that stand for one character. */
final class RegexCharacters {
  private static final Pattern HEX2 = Pattern.compile("[0-9a-fA-F]{2}");
  private static final Pattern HEX4 = Pattern.compile("[0-9a-fA-F]{4}");
  private static final Pattern HEX_BRACES = Pattern.compile("\\{([0-9a-fA-F]{1,6})\\}");
  private static final Pattern CATEGORY = Pattern.compile("\\{([A-Z][a-z]?)\\}|([A-Z])");

  private static final CharacterSet NO_LINE_END = CharacterSet.of("\n").inverse();
  private static final CharacterSet DIGITS = CharacterSet.of('0', '9');
  private static final CharacterSet WORD =
      DIGITS
          .with(CharacterSet.of('a', 'z'))
          .with(CharacterSet.of('A', 'Z'))
          .with(CharacterSet.of("_"));
  private static final CharacterSet SPACE = CharacterSet.of(" \t\n\r\f\u000b");

  private final RegexText text;
  private final RegexFlags flags;

  RegexCharacters(RegexText text, RegexFlags flags) {
    this.text = text;
    this.flags = flags;
  }

  /** A dot, which was taken. */
  CharacterSet dot() {
    return flags.dotAll() ? CharacterSet.ALL : NO_LINE_END;
  }

  /** What follows a backslash outside of brackets. */
  CharacterSet escape() {
    return cased(escape(false));
  }

  private CharacterSet cased(CharacterSet set) {
    return flags.anyCase() ? set.anyCase() : set;
  }

  /** An ordinary character. */
  CharacterSet literal() {
    return cased(single(text.next("ends too early")));
  }

  private CharacterSet single(int character) {
    if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
      throw text.refused("has half of a surrogate pair; write the character itself");
    }
    return CharacterSet.of(character, character);
  }

  private CharacterSet escape(boolean inBrackets) {
    int c = text.next("ends in a backslash");
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.inverse();
      case 'w' -> WORD;
      case 'W' -> WORD.inverse();
      case 's' -> SPACE;
      case 'S' -> SPACE.inverse();
      case 'p' -> category();
      case 'P' -> category().inverse();
      case 'n' -> CharacterSet.of("\n");
      case 'r' -> CharacterSet.of("\r");
      case 't' -> CharacterSet.of("\t");
      case 'f' -> CharacterSet.of("\f");
      case 'v' -> CharacterSet.of("\u000b");
      case 'x' -> single(hex(HEX2));
      case 'u' -> single(unicode());
      default -> other(c, inBrackets);
    };
  }

  private CharacterSet other(int c, boolean inBrackets) {
    if (c == 'b' && inBrackets) {
      return CharacterSet.of("\b");
    }
    if (c == '0' && !text.isNext('0', '1', '2', '3', '4', '5', '6', '7')) {
      return CharacterSet.of(0, 0);
    }
    if ((c >= '0' && c <= '9') || c == 'k') {
      throw text.refused("refers back to a group (or has an octal number), which is not supported");
    }
    if (c == 'b' || c == 'B') {
      throw text.refused("asks for a word boundary, which is not supported");
    }
    if (Character.isLetterOrDigit(c)) {
      throw text.refused("has \\%s, which is not supported".formatted(Character.toString(c)));
    }
    return single(c);
  }

  private int hex(Pattern digits) {
    var found = text.take(digits);
    if (found == null) {
      throw text.refused("has an escape without its hexadecimal digits");
    }
    return Integer.parseInt(found.group(), 16);
  }

  private int unicode() {
    var braces = text.take(HEX_BRACES);
    int character = braces == null ? hex(HEX4) : Integer.parseInt(braces.group(1), 16);
    if (Character.isHighSurrogate((char) character) && character <= 0xFFFF && text.take("\\u")) {
      return Character.toCodePoint((char) character, (char) hex(HEX4));
    }
    if (character > Character.MAX_CODE_POINT) {
      throw text.refused("has a character beyond Unicode");
    }
    return character;
  }

  private CharacterSet category() {
    var found = text.take(CATEGORY);
    if (found == null) {
      throw text.refused("has a \\p that names no general category such as \\p{L} or \\p{Nd}");
    }
    var name = found.group(1) == null ? found.group(2) : found.group(1);
    try {
      var has = Pattern.compile("\\p{" + name + "}").asMatchPredicate();
      return CharacterSet.where(c -> has.test(Character.toString(c)));
    } catch (PatternSyntaxException e) {
      throw text.refused("has \\p{%s}, which is no general category".formatted(name));
    }
  }

  /** What stands between brackets, of which the first was taken. */
  CharacterSet bracket() {
    boolean inverse = text.take("^");
    var set = CharacterSet.NONE;
    if (text.isNext(']')) {
      throw text.refused("has empty brackets or a ] that comes first in them; write \\]");
    }
    while (!text.take("]")) {
      if (text.isNext("[:") || text.isNext("&&")) {
        throw text.refused(
            "has a named class or an intersection in brackets, which is not supported");
      }
      var first = member();
      if (text.isNext('-') && !text.isNext("-]")) {
        text.take("-");
        set = set.with(range(first, member()));
      } else {
        set = set.with(first);
      }
    }
    return inverse ? cased(set).inverse() : cased(set);
  }

  private CharacterSet member() {
    return text.take("\\") ? escape(true) : single(text.next("has a [ without a ]"));
  }

  private CharacterSet range(CharacterSet first, CharacterSet last) {
    if (!isSingle(first) || !isSingle(last)) {
      throw text.refused("has a range in brackets between classes; write \\- for the character");
    }
    int from = first.ranges().getFirst().first();
    int to = last.ranges().getFirst().last();
    if (from > to) {
      throw text.refused("has a range in brackets whose ends are in the wrong order");
    }
    return CharacterSet.of(from, to);
  }

  private static boolean isSingle(CharacterSet set) {
    return set.ranges().size() == 1
        && set.ranges().getFirst().first() == set.ranges().getFirst().last();
  }
}
