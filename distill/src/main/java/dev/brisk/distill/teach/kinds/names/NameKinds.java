package dev.brisk.distill.teach.kinds.names;

import dev.brisk.distill.teach.EditKind;
import java.util.List;

/** Kinds of edit on names, types, literals and modifiers. */
public final class NameKinds {
  private NameKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return List.of();
  }
}
