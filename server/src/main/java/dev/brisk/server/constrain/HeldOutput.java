package dev.brisk.server.constrain;

import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.OutputState;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One output that is held to a constraint. As an {@link OutputGrammar} it takes text, cut anywhere,
 * also within a character; {@link #state} is for whoever has bytes.
 */
public final class HeldOutput implements OutputGrammar {
  private OutputState state;

  /** The first half of a character that the last piece ended in, or 0. */
  private char half;

  HeldOutput(OutputState start) {
    state = start;
  }

  /** Where the output stands. */
  public OutputState state() {
    return state;
  }

  @Override
  public boolean allows(String piece) {
    return !piece.isEmpty() && after(piece) != null;
  }

  @Override
  public boolean mayEnd() {
    return half == 0 && state.mayEnd();
  }

  @Override
  public void advance(String piece) {
    var next = after(piece);
    if (next == null) {
      throw new IllegalArgumentException("the constraint does not allow \"" + piece + "\" here");
    }
    state = next;
    char last = piece.charAt(piece.length() - 1);
    half = Character.isHighSurrogate(last) ? last : 0;
  }

  /** The state after all whole characters of a piece, if what is left can be gone on with. */
  private @Nullable OutputState after(String piece) {
    var text = half == 0 ? piece : half + piece;
    boolean cut = Character.isHighSurrogate(text.charAt(text.length() - 1));
    var whole = cut ? text.substring(0, text.length() - 1) : text;
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(whole)) {
      return null;
    }
    var next = after(state, whole.getBytes(StandardCharsets.UTF_8));
    return next == null || !cut || allowsHalf(next, text.charAt(text.length() - 1)) ? next : null;
  }

  private static @Nullable OutputState after(OutputState from, byte[] bytes) {
    OutputState at = from;
    for (byte b : bytes) {
      var next = at.after(b & 0xff);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** Whether a character with this first half may come. */
  private static boolean allowsHalf(OutputState at, char high) {
    for (char low = Character.MIN_LOW_SURROGATE; low <= Character.MAX_LOW_SURROGATE; low++) {
      var character = Character.toString(Character.toCodePoint(high, low));
      if (after(at, character.getBytes(StandardCharsets.UTF_8)) != null) {
        return true;
      }
    }
    return false;
  }
}
