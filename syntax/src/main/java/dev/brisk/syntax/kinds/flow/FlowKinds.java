package dev.brisk.syntax.kinds.flow;

import dev.brisk.syntax.EditKind;
import java.util.List;

/** Kinds of edit on statements, conditions and control flow. */
public final class FlowKinds {
  private FlowKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return List.of(
        new ChangeOperator(),
        new NegateCondition(false),
        new NegateCondition(true),
        new ConditionParts(true),
        new ConditionParts(false),
        NullChecks.THROW,
        NullChecks.RETURN,
        NullChecks.REQUIRE,
        NullChecks.REMOVE,
        new Returns(false),
        new Returns(true),
        new ThrowsClause(true),
        new ThrowsClause(false),
        new TryCatch(true),
        new TryCatch(false),
        Loops.TO_FOREACH,
        Loops.TO_INDEX,
        Loops.TO_STREAM,
        Loops.ENDLESS,
        Branches.TERNARY_TO_IF,
        Branches.IF_TO_TERNARY,
        Branches.ADD_ELSE,
        Branches.REMOVE_ELSE,
        Branches.ADD_BRACES,
        Branches.UNWRAP_IF,
        new Texts(true),
        new Texts(false),
        Repairs.OFF_BY_ONE,
        Repairs.EQUALS,
        Repairs.MISSING_BREAK,
        Repairs.NULL_ORDER);
  }
}
