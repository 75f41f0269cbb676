package dev.brisk.server.constrain;

import java.util.List;

/** The terminals that grammars import from {@code common}, which comes with Lark. */
final class LarkCommon {
  /** Before the names of terminals that were imported; no name in a grammar has a dot. */
  static final String PREFIX = "common.";

  static final String TEXT =
      """
      DIGIT: /[0-9]/
      HEXDIGIT: /[0-9a-fA-F]/
      INT: DIGIT+
      SIGNED_INT: /[+-]/? INT
      DECIMAL: INT "." INT? | "." INT
      FLOAT: INT /[eE][+-]?[0-9]+/ | DECIMAL /([eE][+-]?[0-9]+)?/
      SIGNED_FLOAT: /[+-]/? FLOAT
      NUMBER: FLOAT | INT
      SIGNED_NUMBER: /[+-]/? NUMBER
      ESCAPED_STRING: /"([^"\\\\\\n]|\\\\.)*"/
      LCASE_LETTER: /[a-z]/
      UCASE_LETTER: /[A-Z]/
      LETTER: /[a-zA-Z]/
      WORD: LETTER+
      CNAME: /[_a-zA-Z][_a-zA-Z0-9]*/
      WS_INLINE: /[ \\t]+/
      WS: /[ \\t\\f\\r\\n]+/
      CR: /\\r/
      LF: /\\n/
      NEWLINE: /(\\r?\\n)+/
      SH_COMMENT: /#[^\\n]*/
      CPP_COMMENT: /\\/\\/[^\\n]*/
      SQL_COMMENT: /--[^\\n]*/
      C_COMMENT: /\\/\\*([^*]|\\*+[^*\\/])*\\*+\\//
      """;

  /** The names of the terminals. */
  static final List<String> NAMES =
      TEXT.lines().map(line -> line.substring(0, line.indexOf(':'))).toList();

  private LarkCommon() {}
}
