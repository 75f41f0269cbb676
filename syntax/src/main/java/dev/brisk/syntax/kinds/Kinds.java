package dev.brisk.syntax.kinds;

import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.kinds.flow.FlowKinds;
import dev.brisk.syntax.kinds.names.NameKinds;
import dev.brisk.syntax.kinds.shape.ShapeKinds;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of edit that the programmatic teacher knows. */
public final class Kinds {
  private static final List<EditKind> ALL =
      Stream.of(NameKinds.all(), FlowKinds.all(), ShapeKinds.all()).flatMap(List::stream).toList();

  private Kinds() {}

  /** All of them, in an order that stays. */
  public static List<EditKind> all() {
    return ALL;
  }
}
