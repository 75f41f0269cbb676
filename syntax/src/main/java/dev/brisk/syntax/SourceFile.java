package dev.brisk.syntax;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A Java file of the corpus with its syntax tree. Line ends are line feeds. Immutable by use. */
public final class SourceFile {
  private final String project;
  private final String path;
  private final String text;
  private final CompilationUnit unit;
  private final List<BodyDeclaration<?>> members;
  private final int[] lineStarts;

  private SourceFile(String project, String path, String text, CompilationUnit unit) {
    this.project = project;
    this.path = path;
    this.text = text;
    this.unit = unit;
    members = members(unit);
    var starts = new ArrayList<Integer>();
    starts.add(0);
    for (var i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts.add(i + 1);
    }
    lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Parses {@code text}; empty if it is no valid Java, or has a class that is not written out. */
  public static Optional<SourceFile> parse(String project, String path, String text) {
    // Tabs count as one column, as offsets need it. A parser is cheap and not safe to share.
    var configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21)
            .setTabSize(1);
    var lines = text.replace("\r\n", "\n").replace('\r', '\n');
    return new JavaParser(configuration)
        .parse(lines)
        .getResult()
        .filter(unit -> unit.getParsed() == Node.Parsedness.PARSED)
        // Classes that are not written out, around methods only, stand nowhere.
        .filter(unit -> unit.getTypes().stream().allMatch(t -> t.getName().getRange().isPresent()))
        .map(unit -> new SourceFile(project, path, lines, unit));
  }

  public String project() {
    return project;
  }

  public String path() {
    return path;
  }

  public String text() {
    return text;
  }

  public CompilationUnit unit() {
    return unit;
  }

  /** Every class, field, method and other member, outer ones first. */
  public List<BodyDeclaration<?>> members() {
    return members;
  }

  private static List<BodyDeclaration<?>> members(CompilationUnit unit) {
    return unit.findAll(Node.class).stream()
        .<BodyDeclaration<?>>mapMulti(
            (node, to) -> {
              if (node instanceof BodyDeclaration<?> member) {
                to.accept(member);
              }
            })
        .toList();
  }

  /** Every method and constructor. */
  public List<CallableDeclaration<?>> methods() {
    return members().stream()
        .<CallableDeclaration<?>>mapMulti(
            (member, to) -> {
              if (member instanceof CallableDeclaration<?> method) {
                to.accept(method);
              }
            })
        .toList();
  }

  /** How many lines there are, at least 1. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** Line {@code line}, from 1, without its line feed. */
  public String line(int line) {
    return text.substring(lineStart(line), lineEnd(line));
  }

  /** Lines {@code first} to {@code last}, joined by line feeds, without the last one's. */
  public String lines(int first, int last) {
    return text.substring(lineStart(first), lineEnd(last));
  }

  public List<String> lineList(int first, int last) {
    return List.of(lines(first, last).split("\n", -1));
  }

  /** The offset of the line's first character. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The offset of the line's line feed, or the text's length. */
  public int lineEnd(int line) {
    return line < lineStarts.length ? lineStarts[line] - 1 : text.length();
  }

  /** The line that the character at {@code offset} is in. */
  public int lineAt(int offset) {
    var found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The offset of a position of the tree (which counts lines and columns from 1). */
  public int offset(Position position) {
    return lineStart(position.line) + position.column - 1;
  }

  /** The offset of the node's first character. */
  public int start(Node node) {
    return offset(node.getRange().orElseThrow().begin);
  }

  /** The offset after the node's last character. */
  public int end(Node node) {
    return offset(node.getRange().orElseThrow().end) + 1;
  }

  public int firstLine(Node node) {
    return node.getRange().orElseThrow().begin.line;
  }

  public int lastLine(Node node) {
    return node.getRange().orElseThrow().end.line;
  }

  /** The node as it is written. */
  public String source(Node node) {
    return text.substring(start(node), end(node));
  }
}
