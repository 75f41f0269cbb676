package dev.brisk.syntax.kinds.shape;

import dev.brisk.syntax.EditKind;
import java.util.List;
import java.util.stream.Stream;

/** Kinds of edit on members, comments and the order of statements. */
public final class ShapeKinds {
  private ShapeKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return Stream.concat(Rewrites.all().stream(), own().stream()).toList();
  }

  private static List<EditKind> own() {
    return List.of(
        Lines.DELETE,
        Lines.DELETE_LINES,
        Lines.DUPLICATE,
        Lines.UP,
        Lines.DOWN,
        Lines.COMMENT_OUT,
        new Uncomment(true),
        new Uncomment(false),
        AddLine.COMMENT,
        AddLine.BEFORE,
        AddLine.AFTER,
        Signature.ADD,
        Signature.REMOVE,
        Signature.SWAP,
        Arguments.ADD,
        Arguments.REMOVE,
        Arguments.SWAP,
        Arguments.ADD_STEP,
        Arguments.REMOVE_STEP,
        Arguments.WRAP,
        Members.GETTER,
        Members.SETTER,
        Members.FIELD,
        Members.DELETE_FIELD,
        Members.DELETE_METHOD,
        Members.ADD_CONSTANT,
        Members.REMOVE_CONSTANT,
        new Locals(true),
        new Locals(false),
        Generated.CONSTRUCTOR,
        Generated.EQUALS,
        Generated.TO_STRING,
        Generated.WITH,
        new Records(true),
        new Records(false),
        new Constants(true),
        new Constants(false),
        Modernise.IS_EMPTY,
        Modernise.STRING_BUILDER,
        Modernise.STRING_BUFFER,
        Modernise.FACTORY,
        Modernise.DIAMOND,
        Modernise.COMPOUND,
        Logging.ADD,
        Logging.REMOVE,
        Logging.LEVEL,
        new Javadocs(true),
        new Javadocs(false),
        new Imports(true),
        new Imports(false));
  }
}
