package dev.brisk.distill.teach.kinds.shape;

import dev.brisk.distill.teach.EditKind;
import java.util.List;

/** Kinds of edit on members, comments and the order of statements. */
public final class ShapeKinds {
  private ShapeKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return List.of();
  }
}
