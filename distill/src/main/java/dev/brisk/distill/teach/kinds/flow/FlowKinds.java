package dev.brisk.distill.teach.kinds.flow;

import dev.brisk.distill.teach.EditKind;
import java.util.List;

/** Kinds of edit on statements, conditions and control flow. */
public final class FlowKinds {
  private FlowKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return List.of();
  }
}
