package dev.brisk.edit.script;

import dev.brisk.edit.diff.Change;
import java.util.List;

/** What came of a script. */
public sealed interface ScriptOutcome {
  /**
   * It applies.
   *
   * @param after the lines of the region afterwards
   * @param changes the same as changes of whole lines, in order, none touching another
   */
  record Applied(List<String> after, List<Change> changes) implements ScriptOutcome {}

  /** The model says that it cannot do this. */
  record Cannot() implements ScriptOutcome {}

  /**
   * It does not apply exactly.
   *
   * @param line the line of the region that it is about, from 1, or 0
   * @param problem what is wrong, as the end of a sentence
   */
  record Invalid(int line, String problem) implements ScriptOutcome {}
}
