package dev.brisk.syntax;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One kind of edit that the teacher knows, such as "rename-local". Implementations hold no state.
 *
 * <p>The phrasings that ask for it stand in the resource {@code phrases/NAME.txt}.
 */
public interface EditKind {
  /** Lower-case words with hyphens; also the name of the file of phrasings. */
  String name();

  /**
   * The edits of this kind that {@code file} offers, in the order of their lines; those with random
   * parts (a new name, a new type) draw them from {@code random}.
   *
   * <p>Each must be the smallest text that does it, must leave the file parsable, and must not need
   * anything outside its lines to be changed for the meaning to hold (imports aside).
   */
  List<Candidate> candidates(SourceFile file, RandomGenerator random);

  /**
   * The kind that takes an edit of this one back, if there is one. The teacher applies this kind
   * and asks that one for candidates at the same place, so that each direction has data even where
   * sources only show the other.
   */
  default Optional<String> inverse() {
    return Optional.empty();
  }

  /**
   * Whether the instruction may be given again after the edit, and then asks for nothing ("make x
   * private" where x is private). Not so for "add a line".
   */
  default boolean idempotent() {
    return false;
  }

  /**
   * Whether the edits break something that stands right in the source: the teacher then shows the
   * broken text and asks for the right one.
   */
  default boolean repairs() {
    return false;
  }

  /**
   * The edits that mend what is broken in {@code file}, of kinds that {@link #repairs}: those
   * places that can be told from their form alone. The instruction has to say that something is
   * wrong there. In the order of their lines.
   */
  default List<Candidate> repairsIn(SourceFile file) {
    return List.of();
  }
}
