package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Another name for a thing, with all its uses in a member: a local, a parameter, a field, a method,
 * a class. The member is one where the name means nothing else.
 *
 * @param targets the names that can be changed, each with the members to change it in
 * @param use whether a name at this place of the tree is a use of the thing
 */
record Rename(
    String name,
    java.util.function.Function<SourceFile, Stream<Rename.Target>> targets,
    BiPredicate<SimpleName, Node> use)
    implements EditKind {
  /** A name and a member that it is changed in. */
  record Target(String old, Node member) {}

  static final Rename LOCAL =
      new Rename(
          "rename-local",
          file ->
              inMethods(
                  file,
                  m ->
                      m.findAll(VariableDeclarator.class).stream()
                          .map(VariableDeclarator::getNameAsString)),
          (n, parent) -> parent instanceof NameExpr || parent instanceof VariableDeclarator);
  static final Rename PARAMETER =
      new Rename(
          "rename-parameter",
          file -> inMethods(file, m -> m.getParameters().stream().map(Parameter::getNameAsString)),
          (n, parent) -> parent instanceof NameExpr || parent instanceof Parameter);
  static final Rename FIELD =
      new Rename(
          "rename-field",
          file ->
              inMembers(
                  file,
                  file.unit().findAll(FieldDeclaration.class).stream()
                      .flatMap(f -> f.getVariables().stream())
                      .map(VariableDeclarator::getNameAsString)),
          (n, parent) ->
              parent instanceof NameExpr
                  || (parent instanceof FieldAccessExpr access && access.getScope().isThisExpr())
                  || (parent instanceof VariableDeclarator v
                      && v.getParentNode().orElse(null) instanceof FieldDeclaration));
  static final Rename METHOD =
      new Rename(
          "rename-method",
          file ->
              inMembers(
                  file,
                  file.unit().findAll(MethodDeclaration.class).stream()
                      .filter(m -> m.getAnnotationByName("Override").isEmpty())
                      .map(MethodDeclaration::getNameAsString)),
          (n, parent) ->
              parent instanceof MethodDeclaration
                  || parent instanceof MethodReferenceExpr
                  || (parent instanceof MethodCallExpr call
                      && call.getScope().map(s -> s.isThisExpr()).orElse(true)));
  static final Rename CLASS =
      new Rename(
          "rename-class",
          file ->
              inMembers(
                  file,
                  Stream.concat(
                      file.unit().findAll(TypeDeclaration.class).stream()
                          .map(t -> t.getNameAsString()),
                      file.unit().findAll(ObjectCreationExpr.class).stream()
                          .map(c -> c.getType().getNameAsString()))),
          (n, parent) ->
              parent instanceof ClassOrInterfaceType
                  || parent instanceof TypeDeclaration
                  || parent instanceof CallableDeclaration
                  || (parent instanceof NameExpr
                      && Character.isUpperCase(n.getIdentifier().charAt(0))));

  private static Stream<Target> inMethods(
      SourceFile file, java.util.function.Function<CallableDeclaration<?>, Stream<String>> names) {
    return file.methods().stream()
        .flatMap(m -> names.apply(m).distinct().map(n -> new Target(n, m)));
  }

  private static Stream<Target> inMembers(SourceFile file, Stream<String> names) {
    var distinct = names.distinct().toList();
    return file.members().stream()
        .filter(b -> file.lastLine(b) - file.firstLine(b) < 40)
        .flatMap(
            member -> {
              var text = file.source(member);
              return distinct.stream()
                  .filter(n -> text.contains(n))
                  .map(n -> new Target(n, member));
            });
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    targets.apply(file).forEach(target -> add(file, target, random, result));
    return result;
  }

  private void add(SourceFile file, Target target, RandomGenerator random, List<Candidate> to) {
    var member = target.member;
    var names = member.findAll(SimpleName.class, n -> n.getIdentifier().equals(target.old));
    if (names.isEmpty()
        || !names.stream().allMatch(n -> use.test(n, n.getParentNode().orElseThrow()))) {
      return;
    }
    // The comment before the member belongs to it: @param names parameters.
    var first = member.getComment().map(file::firstLine).orElse(file.firstLine(member));
    var last = file.lastLine(member);
    if (last - first > 60) {
      return;
    }
    // What a text says is no use of a name.
    var texts = member.findAll(LiteralStringValueExpr.class);
    var name = NewNames.like(target.old, file, random);
    var edits = new ArrayList<TextEdit>();
    var end = file.lineEnd(last);
    for (var at = next(file, target.old, file.lineStart(first), end);
        at >= 0;
        at = next(file, target.old, at + 1, end)) {
      var place = at;
      if (texts.stream().noneMatch(t -> file.start(t) <= place && place < file.end(t))) {
        edits.add(new TextEdit(at, at + target.old.length(), name));
      }
    }
    to.add(
        new Candidate(
            Map.of("old", target.old, "new", name),
            file.lineAt(edits.getFirst().start()),
            file.lineAt(edits.getLast().start()),
            first,
            last,
            edits));
  }

  private static int next(SourceFile file, String word, int from, int end) {
    var text = file.text();
    for (var at = text.indexOf(word, from); at >= 0 && at < end; at = text.indexOf(word, at + 1)) {
      var to = at + word.length();
      if ((at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
          && (to == text.length() || !Character.isJavaIdentifierPart(text.charAt(to)))) {
        return at;
      }
    }
    return -1;
  }
}
