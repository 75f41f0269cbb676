package dev.brisk.syntax.match;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import java.util.Set;

/** What sort of text fills a slot whose value is made up. */
enum Slot {
  /** One of a few ways to do the same; never said by itself. */
  FORM,
  /** Words that are no code: a comment. */
  SENTENCE,
  /** Signs such as {@code >=}. */
  OPERATOR,
  /** Who may see something. */
  VISIBILITY,
  /** A modifier, or a visibility. */
  MODIFIER,
  /** The level of a log line. */
  LEVEL,
  /** A whole number, or one with a point. */
  NUMBER,
  /** A literal text in its quotes. */
  STRING,
  /** A name that begins with a small letter, or a constant's. */
  NAME,
  /** A type, with its arguments. */
  TYPE,
  ANNOTATION,
  /** Any expression. */
  EXPRESSION,
  /** A statement, with or without its semicolon. */
  STATEMENT,
  /** A type and a name. */
  PARAMETER,
  /** A call without what it is called on. */
  CALL,
  /** What stands before the parentheses of a call. */
  FUNCTION,
  /** A class with its package. */
  CLASS;

  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "warning", "error");
  private static final Set<String> VISIBILITIES =
      Set.of("public", "private", "protected", "package-private");
  private static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "private",
          "protected",
          "package-private",
          "static",
          "final",
          "abstract",
          "synchronized",
          "volatile",
          "transient",
          "default",
          "native",
          "strictfp");

  /** Whether {@code text} is of this sort. */
  boolean fits(String text) {
    return switch (this) {
      case FORM -> false;
      case SENTENCE -> true;
      case OPERATOR -> text.matches("[-+*/%&|^!<>=]{1,4}");
      case VISIBILITY -> VISIBILITIES.contains(text);
      case MODIFIER -> MODIFIERS.contains(text);
      case LEVEL -> LEVELS.contains(text);
      case NUMBER -> text.matches("-?\\d[\\w.]*");
      case STRING -> text.length() > 1 && text.matches("\"[^\"]*\"");
      case NAME -> text.matches("[a-z_$][\\w$]*|[A-Z][A-Z0-9_]+") && isName(text);
      case TYPE ->
          !text.matches("Optional|(?!UR[IL]|UUID)[A-Z][A-Z0-9_]+")
              && text.matches("[A-Z].*|(int|long|short|byte|char|boolean|float|double|var)\\b.*")
              && parser().parseType(text).isSuccessful();
      case ANNOTATION -> text.startsWith("@") && parser().parseAnnotation(text).isSuccessful();
      case EXPRESSION ->
          text.indexOf(';') < 0
              // A type by itself is no value.
              && !text.matches("[A-Z]\\w*[a-z]\\w*")
              && !text.matches("[-+*/%&|^!<>=`']+.*[`']|[`'].*")
              && parser().parseExpression(text).isSuccessful();
      case FUNCTION -> text.matches("(new )?[A-Za-z_$][\\w$.]*(<>)?");
      case STATEMENT ->
          !text.matches("[\\w$]+|\"[^\"]*\"")
              && text.matches("[A-Za-z_$+-].*")
              && parser()
                  .parseStatement(text.endsWith(";") || text.endsWith("}") ? text : text + ";")
                  .isSuccessful();
      case PARAMETER -> text.indexOf(' ') > 0 && parser().parseParameter(text).isSuccessful();
      case CALL ->
          text.matches("[a-z]\\w*\\(.*\\)") && parser().parseExpression(text).isSuccessful();
      case CLASS -> text.matches("[a-z]\\w*(\\.[A-Za-z]\\w*)+(\\.\\*)?");
    };
  }

  private static boolean isName(String text) {
    return parser().parseSimpleName(text).isSuccessful();
  }

  private static JavaParser parser() {
    return new JavaParser(
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21)
            .setAttributeComments(false)
            .setStoreTokens(false));
  }
}
