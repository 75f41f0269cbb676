package dev.brisk.server.jinja;

import java.util.regex.Pattern;

/** What a {@link Lexer} looks for by regular expressions, and the escapes of strings. */
final class TagPatterns {
  static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*-?%\\}");
  static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

  /** An integer, with a fraction and an exponent. */
  static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(\\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrtabfv0'\"\\\\])");

  private TagPatterns() {}

  /** Python's escapes; what is none stays as it is. */
  static String unescape(String written) {
    if (written.indexOf('\\') < 0) {
      return written;
    }
    return ESCAPE
        .matcher(written)
        .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(character(match.group(1))));
  }

  private static String character(String escape) {
    return switch (escape.charAt(0)) {
      case '\n' -> "";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000B";
      case '0' -> "\0";
      case 'x', 'u', 'U' -> {
        var code = Long.parseLong(escape, 1, escape.length(), 16);
        yield Character.isValidCodePoint((int) code)
                && code >= 0
                && code <= Character.MAX_CODE_POINT
            ? Character.toString((int) code)
            : "\uFFFD";
      }
      default -> escape;
    };
  }
}
