package dev.brisk.syntax;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.body.BodyDeclaration;
import dev.brisk.edit.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether a file is still valid Java after an edit, looking at no more of it than that needs. */
public final class Parsing {
  private Parsing() {}

  /** Whether {@code file} parses after {@code edits}, which are in order and not empty. */
  public static boolean stillParses(SourceFile file, List<TextEdit> edits) {
    var start = edits.getFirst().start();
    var end = edits.getLast().end();
    // The smallest member around the edit: members are parsed by themselves in no time.
    var member =
        file.members().stream()
            .filter(body -> file.start(body) < start && file.end(body) > end)
            .filter(body -> !body.isEnumConstantDeclaration())
            .filter(body -> !body.isCompactConstructorDeclaration() && !body.isTypeDeclaration())
            .min(Comparator.comparingInt(body -> file.end(body) - file.start(body)));
    if (member.isPresent()) {
      var from = file.start(member.get());
      var text = file.text().substring(from, file.end(member.get()));
      return parser().parseBodyDeclaration(TextEdit.apply(text, moved(edits, from))).isSuccessful();
    }
    var all = new ArrayList<>(edits);
    all.addAll(without(file, start, end));
    all.sort(Comparator.comparingInt(TextEdit::start));
    return parser().parse(TextEdit.apply(file.text(), all)).isSuccessful();
  }

  /** Deletes the members that an edit leaves alone: a class without them is parsed faster. */
  private static List<TextEdit> without(SourceFile file, int start, int end) {
    var result = new ArrayList<TextEdit>();
    var last = 0;
    for (BodyDeclaration<?> member : file.members()) {
      var from = file.start(member);
      var to = file.end(member);
      var nested = member.getParentNode().filter(p -> p instanceof BodyDeclaration).isPresent();
      if (nested
          && from >= last
          && (to < start || from > end)
          && !member.isEnumConstantDeclaration()) {
        result.add(new TextEdit(from, to, ""));
        last = to;
      }
    }
    return result;
  }

  private static List<TextEdit> moved(List<TextEdit> edits, int by) {
    return edits.stream()
        .map(e -> new TextEdit(e.start() - by, e.end() - by, e.replacement()))
        .toList();
  }

  private static JavaParser parser() {
    return new JavaParser(
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21)
            .setAttributeComments(false)
            .setStoreTokens(false));
  }
}
