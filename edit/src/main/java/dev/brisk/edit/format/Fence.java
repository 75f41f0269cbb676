package dev.brisk.edit.format;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the text a chat model means among the lines it writes: the first code block, or everything
 * if there is none.
 *
 * <p>What stands before the block (words, a thinking section) and after it does not count. A text
 * that itself has lines like fences is fenced with more backticks than any of them, and only such a
 * fence counts. Holds state.
 */
final class Fence {
  private static final Pattern FENCE = Pattern.compile("\\s{0,3}(`{3,}|~{3,})\\s*([^`]*)");
  private static final Pattern FENCE_LIKE = Pattern.compile("\\s*(`{3,}|~{3,}).*");

  /** What a line of output is. */
  enum Kind {
    /** A line of the text. */
    TEXT,
    /** Not part of the text. */
    SKIPPED,
    /** The text begins behind this line; what was text before is none. */
    RESTART,
    /** The text ended before this line. */
    END
  }

  private enum State {
    START,
    THINKING,
    BARE,
    FENCED,
    DONE
  }

  private final int shortest;
  private State state = State.START;
  private String opener = "";
  private boolean unclear;

  /** Whether another block began within the block: the next fence may end either. */
  private boolean nested;

  private Fence(int shortest) {
    this.shortest = shortest;
  }

  /** A reader of output whose text is like {@code lines}. */
  static Fence around(List<String> lines) {
    return new Fence(length(lines));
  }

  /**
   * The fence to ask for around {@code lines}: longer than any in them, at least three backticks.
   */
  static String of(List<String> lines) {
    return "`".repeat(length(lines));
  }

  private static int length(List<String> lines) {
    var length = 3;
    for (var line : lines) {
      var fence = FENCE_LIKE.matcher(line);
      if (fence.matches()) {
        length = Math.max(length, fence.group(1).length() + 1);
      }
    }
    return length;
  }

  /**
   * Takes the next line.
   *
   * @param recognized whether the text so far is certainly the right one, so that a fence without a
   *     beginning ends it
   */
  Kind accept(String line, boolean recognized) {
    var fence = FENCE.matcher(line);
    var isFence = fence.matches() && fence.group(1).length() >= shortest;
    var marks = isFence ? fence.group(1) : "";
    var bare = isFence && fence.group(2).isBlank();
    return switch (state) {
      case START -> isFence ? open(marks) : start(line);
      case THINKING -> think(line);
      case BARE -> isFence ? fenceAfterText(marks, bare, recognized) : Kind.TEXT;
      case FENCED -> isFence && marks.startsWith(opener) ? fenceInside(bare) : Kind.TEXT;
      case DONE -> Kind.SKIPPED;
    };
  }

  private Kind start(String line) {
    if (line.strip().startsWith("<think>")) {
      state = State.THINKING;
      return think(line);
    }
    if (!line.isBlank()) {
      state = State.BARE;
    }
    return Kind.TEXT;
  }

  private Kind think(String line) {
    if (line.contains("</think>")) {
      state = State.START;
    }
    return Kind.SKIPPED;
  }

  private Kind fenceAfterText(String marks, boolean bare, boolean recognized) {
    if (recognized) {
      state = State.DONE;
      return Kind.END;
    }
    // With a language it begins the text. Without one it may begin or end it.
    unclear = bare;
    return open(marks);
  }

  private Kind fenceInside(boolean bare) {
    if (!bare || nested) {
      nested = true;
      return Kind.TEXT;
    }
    state = State.DONE;
    unclear = false;
    return Kind.END;
  }

  private Kind open(String fence) {
    opener = fence;
    state = State.FENCED;
    return Kind.RESTART;
  }

  /** Whether the text has ended, so that nothing that follows counts. */
  boolean done() {
    return state == State.DONE;
  }

  /** Whether a code block was found. */
  boolean found() {
    return !opener.isEmpty();
  }

  /**
   * Whether a lone fence stands after words that may or may not be the text, or a block in a block
   * leaves open which of them a fence ends.
   */
  boolean unclear() {
    return unclear || nested;
  }
}
