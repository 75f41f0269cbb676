package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Who may see a member: public, protected, package-private, private. */
final class Visibility implements EditKind {
  private static final List<String> ALL =
      List.of("public", "protected", "private", "package-private");

  @Override
  public String name() {
    return "change-visibility";
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var member : file.members()) {
      var what = Place.what(member);
      var declared = Place.name(member);
      if (what.isEmpty() || declared.isEmpty() || !(member instanceof NodeWithModifiers<?> node)) {
        continue;
      }
      var modifier =
          node.getModifiers().stream()
              .filter(m -> ALL.contains(m.getKeyword().asString()))
              .findFirst();
      var old = modifier.map(m -> m.getKeyword().asString()).orElse("package-private");
      String other;
      do {
        other = ALL.get(random.nextInt(ALL.size()));
      } while (other.equals(old));
      var slots = Map.of("name", declared.get(), "what", what.get(), "old", old, "new", other);
      result.add(Place.at(file, slots, edit(file, member, modifier.orElse(null), other)));
    }
    return result;
  }

  private static TextEdit edit(
      SourceFile file,
      BodyDeclaration<?> member,
      @org.jspecify.annotations.Nullable Modifier modifier,
      String other) {
    var gone = other.equals("package-private");
    if (modifier == null) {
      var at = Modifiers.start(file, member);
      return new TextEdit(at, at, other + " ");
    }
    var start = file.start(modifier);
    var end = file.end(modifier);
    return gone
        ? new TextEdit(start, Modifiers.afterSpaces(file, end), "")
        : new TextEdit(start, end, other);
  }
}
