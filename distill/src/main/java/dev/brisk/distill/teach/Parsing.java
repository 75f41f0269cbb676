package dev.brisk.distill.teach;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import dev.brisk.edit.TextEdit;
import java.util.List;

/** Whether a file is still valid Java after an edit, looking at no more of it than that needs. */
final class Parsing {
  private Parsing() {}

  static boolean stillParses(SourceFile file, List<TextEdit> edits) {
    var start = edits.getFirst().start();
    var end = edits.getLast().end();
    // The smallest member around the edit: members are parsed by themselves in no time.
    var member =
        file.members().stream()
            .filter(body -> file.start(body) < start && file.end(body) > end)
            .filter(
                body ->
                    !body.isEnumConstantDeclaration() && !body.isCompactConstructorDeclaration())
            .min((a, b) -> file.end(a) - file.start(a) - (file.end(b) - file.start(b)));
    if (member.isEmpty() || member.get().isTypeDeclaration()) {
      return SourceFile.parse(file.project(), file.path(), TextEdit.apply(file.text(), edits))
          .isPresent();
    }
    var from = file.start(member.get());
    var moved =
        edits.stream()
            .map(e -> new TextEdit(e.start() - from, e.end() - from, e.replacement()))
            .toList();
    var text = TextEdit.apply(file.text().substring(from, file.end(member.get())), moved);
    var configuration =
        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21);
    return new JavaParser(configuration).parseBodyDeclaration(text).isSuccessful();
  }
}
