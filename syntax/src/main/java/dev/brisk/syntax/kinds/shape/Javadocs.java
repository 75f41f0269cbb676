package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A member gets a comment for its users, with the sentence of the instruction, or loses it. */
record Javadocs(boolean add) implements EditKind {
  private static final String[] SENTENCES = {
    "Returns the number of entries.", "Does nothing.", "Never null.", "For internal use only.",
    "Not thread-safe.", "Closes the stream.", "The name of the file.", "Reads the next value.",
    "Creates a new instance.", "Whether this is empty.", "May be null.", "The current state.",
    "Handles the request.", "Releases all resources.", "Counts the calls.", "In milliseconds.",
    "Parses the text.", "The default value.", "Used by tests only.", "Waits for the result."
  };

  @Override
  public String name() {
    return add ? "add-javadoc" : "remove-javadoc";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-javadoc" : "add-javadoc");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (BodyDeclaration<?> member : file.members()) {
      var name =
          switch (member) {
            case MethodDeclaration m -> m.getNameAsString();
            case FieldDeclaration f -> f.getVariable(0).getNameAsString();
            default -> "";
          };
      if (name.isEmpty() || !startsLine(file, member)) {
        continue;
      }
      var comment = member.getComment();
      if (add && comment.isEmpty()) {
        var sentence = SENTENCES[random.nextInt(SENTENCES.length)];
        var line = file.firstLine(member);
        result.add(
            Sources.seeing(
                file,
                Map.of("name", name, "sentence", sentence),
                line,
                line,
                List.of(
                    Sources.insertBefore(
                        file,
                        line,
                        Sources.indentation(file, member) + "/** " + sentence + " */"))));
      } else if (!add
          && comment.filter(c -> c.isJavadocComment() && Sources.ownLines(file, c)).isPresent()) {
        var first = file.firstLine(comment.get());
        var last = file.lastLine(comment.get());
        if (last - first < 12) {
          result.add(
              Sources.seeing(
                  file,
                  Map.of("name", name),
                  file.firstLine(member),
                  file.firstLine(member),
                  List.of(Sources.deleteLines(file, first, last))));
        }
      }
    }
    return result;
  }

  private static boolean startsLine(SourceFile file, BodyDeclaration<?> member) {
    var line = file.firstLine(member);
    return file.text().substring(file.lineStart(line), file.start(member)).isBlank();
  }
}
