package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Candidates at one place of a file, with any lines around it. */
final class Place {
  private Place() {}

  /** The node's text becomes another. */
  static Candidate replacing(SourceFile file, Node node, String text, Map<String, String> slots) {
    return at(file, slots, new TextEdit(file.start(node), file.end(node), text));
  }

  /** One edit. */
  static Candidate at(SourceFile file, Map<String, String> slots, TextEdit edit) {
    return new Candidate(
        slots,
        file.lineAt(edit.start()),
        file.lineAt(Math.max(edit.start(), edit.end() - 1)),
        1,
        file.lineCount(),
        List.of(edit));
  }

  /** Likewise, where {@code seen} must be in the region as well. */
  static Candidate seeing(SourceFile file, Node seen, Candidate candidate) {
    return new Candidate(
        candidate.slots(),
        Math.min(candidate.firstLine(), file.firstLine(seen)),
        Math.max(candidate.lastLine(), file.firstLine(seen)),
        candidate.scopeFirst(),
        candidate.scopeLast(),
        candidate.edits());
  }

  /** What a declaration declares, in the words of its users: a method, a field, a class. */
  static Optional<String> what(Node declaration) {
    return Optional.ofNullable(
        switch (declaration) {
          case CallableDeclaration<?> c -> c.isMethodDeclaration() ? "method" : "constructor";
          case FieldDeclaration f -> "field";
          case ClassOrInterfaceDeclaration c -> c.isInterface() ? "interface" : "class";
          case EnumDeclaration e -> "enum";
          case RecordDeclaration r -> "record";
          default -> null;
        });
  }

  /** The declared name, if there is one only. */
  static Optional<String> name(Node declaration) {
    return Optional.ofNullable(
        switch (declaration) {
          case CallableDeclaration<?> c -> c.getNameAsString();
          case FieldDeclaration f when f.getVariables().size() == 1 ->
              f.getVariable(0).getNameAsString();
          case ClassOrInterfaceDeclaration c -> c.getNameAsString();
          case EnumDeclaration e -> e.getNameAsString();
          case RecordDeclaration r -> r.getNameAsString();
          default -> null;
        });
  }
}
