package dev.brisk.server.constrain;

import dev.brisk.server.constrain.Expression.One;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strings and regular expressions in a Lark grammar. */
final class LarkLiterals {
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrtf\\\\\"])");

  private LarkLiterals() {}

  /** What a string stands for, with an {@code i} behind it in any case. */
  static Expression string(LarkToken token) {
    var text = text(token);
    return token.text().endsWith("i")
        ? Expression.literal(text).respelled(set -> new One(set.anyCase()))
        : Expression.literal(text);
  }

  /** Characters from that of one string to that of another. */
  static Expression range(LarkToken first, LarkToken last) {
    var from = text(first);
    var to = text(last);
    if (from.codePointCount(0, from.length()) != 1 || to.codePointCount(0, to.length()) != 1) {
      throw first.wrong("has a range whose ends are not single characters");
    }
    if (from.codePointAt(0) > to.codePointAt(0)) {
      throw first.wrong("has a range whose ends are in the wrong order");
    }
    return new One(CharacterSet.of(from.codePointAt(0), to.codePointAt(0)));
  }

  /** What a regular expression matches as a whole. */
  static Expression regex(LarkToken token) {
    int end = token.text().lastIndexOf('/');
    var flags = token.text().substring(end + 1);
    for (char flag : new char[] {'m', 'l', 'u', 'x'}) {
      if (flags.indexOf(flag) >= 0) {
        throw token.wrong("has the flag " + flag + ", which is not supported; i and s are");
      }
    }
    try {
      return RegexGrammar.whole(
          token.text().substring(1, end), new RegexFlags(flags.contains("i"), flags.contains("s")));
    } catch (ConstraintException e) {
      throw token.wrong("has a regular expression that cannot be held: " + e.getMessage());
    }
  }

  private static String text(LarkToken token) {
    int end = token.text().lastIndexOf('"');
    return ESCAPE
        .matcher(token.text().substring(1, end))
        .replaceAll(match -> Matcher.quoteReplacement(unescaped(match, token)));
  }

  private static String unescaped(MatchResult escape, LarkToken token) {
    var code = escape.group(1);
    return switch (code.charAt(0)) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'f' -> "\f";
      case '\\', '"' -> code;
      default -> {
        long character = Long.parseLong(code.substring(1), 16);
        if (character > Character.MAX_CODE_POINT) {
          throw token.wrong("has a character beyond Unicode");
        }
        yield Character.toString((int) character);
      }
    };
  }
}
