package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.comments.Comment;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Comments of a line: taken away, or turned into the code that they hold. */
record Uncomment(boolean code) implements EditKind {
  @Override
  public String name() {
    return code ? "uncomment" : "remove-comment";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (Comment comment : file.unit().getAllContainedComments()) {
      if (!comment.isLineComment() || comment.getRange().isEmpty()) {
        continue;
      }
      var line = file.firstLine(comment);
      var content = comment.getContent().strip();
      var slots = new HashMap<String, String>();
      slots.put("line", String.valueOf(line));
      if (content.length() <= 40 && !content.isEmpty()) {
        slots.put("text", content);
      }
      var alone = file.line(line).strip().startsWith("//");
      if (code) {
        if (alone && content.endsWith(";") && content.matches("[\\w.]+( \\w+)?( = |\\().*")) {
          var start = file.start(comment);
          var end = file.text().startsWith("// ", start) ? start + 3 : start + 2;
          result.add(Sources.candidate(file, slots, List.of(new TextEdit(start, end, ""))));
        }
      } else if (alone) {
        var before = line > 1 && file.line(line - 1).strip().startsWith("//");
        var after = line < file.lineCount() && file.line(line + 1).strip().startsWith("//");
        if (!before && !after) {
          result.add(
              Sources.candidate(file, slots, List.of(Sources.deleteLines(file, line, line))));
        }
      } else {
        var start = file.start(comment);
        while (file.text().charAt(start - 1) == ' ') {
          start--;
        }
        result.add(
            Sources.candidate(file, slots, List.of(new TextEdit(start, file.end(comment), ""))));
      }
    }
    return result;
  }
}
