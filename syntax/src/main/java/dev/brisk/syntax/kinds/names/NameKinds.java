package dev.brisk.syntax.kinds.names;

import dev.brisk.syntax.EditKind;
import java.util.List;

/** Kinds of edit on names, types, literals and modifiers. */
public final class NameKinds {
  private NameKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return List.of(
        Rename.LOCAL,
        Rename.PARAMETER,
        Rename.FIELD,
        Rename.METHOD,
        Rename.CLASS,
        new ChangeType(false),
        new ChangeType(true),
        ChangeLiteral.NUMBER,
        ChangeLiteral.TEXT,
        ChangeLiteral.TRUTH,
        ChangeLiteral.VALUE,
        new Visibility(),
        new Modifiers(true),
        new Modifiers(false),
        new Annotations(true),
        new Annotations(false),
        new VarTypes(true),
        new VarTypes(false),
        Calls.METHOD,
        Calls.ARGUMENT,
        Calls.RECEIVER,
        new Exceptions(false),
        new Exceptions(true),
        new Supertypes(true),
        new Supertypes(false),
        new ReplaceText());
  }
}
