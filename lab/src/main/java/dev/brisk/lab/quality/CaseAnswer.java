package dev.brisk.lab.quality;

import java.util.Optional;

/** What was answered to a case, with what was wanted. */
public sealed interface CaseAnswer {
  /**
   * An edit or a completion of a file. For a completion, {@code before} is the prefix and the
   * suffix without the middle.
   *
   * @param path of the file, whose extension says the language
   * @param before the whole file
   * @param wanted the whole file as it was recorded
   * @param got the whole file with the answer applied; none if it could not be applied
   * @param note why not, in a sentence; empty for nothing
   */
  record Edited(String path, String before, String wanted, Optional<String> got, String note)
      implements CaseAnswer {}

  /**
   * A program for a problem with tests.
   *
   * @param answer what the model wrote: a program, a function or the rest of one, with or without
   *     words and a fence around it
   */
  record Solved(Problem problem, String answer) implements CaseAnswer {}
}
