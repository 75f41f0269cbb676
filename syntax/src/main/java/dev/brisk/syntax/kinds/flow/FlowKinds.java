package dev.brisk.syntax.kinds.flow;

import dev.brisk.syntax.EditKind;
import java.util.List;
import java.util.stream.Stream;

/** Kinds of edit on statements, conditions and control flow. */
public final class FlowKinds {
  private FlowKinds() {}

  /** All of them; none holds state. */
  public static List<EditKind> all() {
    return Stream.of(own(), MoreRepairs.all(), LostCode.all())
        .<EditKind>flatMap(List::stream)
        .toList();
  }

  private static List<EditKind> own() {
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
        Guards.IF_TO_GUARD,
        Guards.GUARD_TO_IF,
        Guards.ADD,
        Guards.ADD_THROWING,
        Resources.FROM_FINALLY,
        Resources.TO_FINALLY,
        Resources.WRAP,
        Resources.UNWRAP,
        Resources.REPAIR,
        Finally.WRAP,
        Finally.UNWRAP,
        Finally.ADD,
        Finally.REMOVE,
        new Catches(true),
        new Catches(false),
        Switches.TO_ARROWS,
        Switches.TO_COLONS,
        Switches.TO_EXPRESSION,
        Switches.TO_STATEMENT,
        new IfChains(true),
        new IfChains(false),
        LoopForms.FOR_TO_WHILE,
        LoopForms.WHILE_TO_FOR,
        LoopForms.FROM_ITERATOR,
        LoopForms.TO_ITERATOR,
        LoopForms.FROM_CALL,
        LoopForms.ADD_ALL,
        Streams.COLLECT,
        Streams.MATCH,
        Streams.SUM,
        StreamLoops.COLLECT,
        StreamLoops.MATCH,
        StreamLoops.SUM,
        Lambdas.TO_REFERENCE,
        Lambdas.FROM_REFERENCE,
        Lambdas.TO_BLOCK,
        Lambdas.TO_EXPRESSION,
        new Anonymous(true),
        new Anonymous(false),
        new Patterns(true),
        new Patterns(false),
        Ifs.MERGE,
        Ifs.SPLIT,
        Ifs.UNWRAP_ELSE,
        Ifs.WRAP_ELSE,
        Ifs.REMOVE_BRACES,
        Ifs.WRAP,
        Ifs.TO_RETURN,
        Ifs.FROM_RETURN,
        new Synchronizing(true),
        new Synchronizing(false),
        Repairs.OFF_BY_ONE,
        Repairs.EQUALS,
        Repairs.MISSING_BREAK,
        Repairs.NULL_ORDER);
  }
}
