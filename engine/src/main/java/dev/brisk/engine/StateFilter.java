package dev.brisk.engine;

import dev.brisk.engine.tokenizer.TokenOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter of tokens by the bytes that they stand for. */
final class StateFilter implements TokenFilter {
  /** Longer texts without a choice are taken in several drafts. */
  private static final int MAX_FORCED = 64;

  private final TokenOrder order;
  private final Set<Integer> ends;
  private OutputState state;

  /** By depth, in the walk over all tokens. */
  private OutputState[] path = new OutputState[64];

  StateFilter(TokenOrder order, Set<Integer> ends, OutputState start) {
    this.order = order;
    this.ends = Set.copyOf(ends);
    state = start;
  }

  @Override
  public boolean allows(int token) {
    if (ends.contains(token)) {
      return state.mayEnd();
    }
    return order.bytes(token).length > 0 && after(state, order.bytes(token)) != null;
  }

  @Override
  public void accept(int token) {
    var next = after(state, order.bytes(token));
    if (next == null) {
      throw new IllegalArgumentException("the token " + token + " is not allowed here");
    }
    state = next;
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

  /** Walks the tokens in order, so that what several begin with is looked at once. */
  @Override
  public void allowed(BitSet tokens, int vocabulary) {
    if (state.mayEnd()) {
      ends.forEach(tokens::set);
    }
    path[0] = state;
    // Of the token looked at last, so many bytes are allowed; path[known] is the state behind them.
    int known = 0;
    for (int i = 0; i < order.size(); i++) {
      if (order.shared(i) > known) {
        // It has the byte that was refused.
        continue;
      }
      int id = order.id(i);
      known = walk(order.at(i), order.shared(i));
      if (known == order.at(i).length && id < vocabulary && !ends.contains(id)) {
        tokens.set(id);
      }
    }
  }

  private int walk(byte[] bytes, int from) {
    if (bytes.length >= path.length) {
      path = Arrays.copyOf(path, 2 * bytes.length);
    }
    for (int depth = from; depth < bytes.length; depth++) {
      var next = path[depth].after(bytes[depth] & 0xff);
      if (next == null) {
        return depth;
      }
      path[depth + 1] = next;
    }
    return bytes.length;
  }

  @Override
  public int forced(int[] into, int most) {
    var text = new byte[MAX_FORCED];
    int length = 0;
    var at = state;
    while (length < MAX_FORCED && !at.mayEnd()) {
      int only = only(at);
      var next = only < 0 ? null : at.after(only);
      if (next == null) {
        break;
      }
      text[length++] = (byte) only;
      at = next;
    }
    // Half a character at the end is left to a later draft.
    var whole = new String(text, 0, length, StandardCharsets.UTF_8).replaceFirst("\ufffd$", "");
    int[] tokens = order.tokenizer().encode(whole);
    int n = Math.min(most, tokens.length);
    System.arraycopy(tokens, 0, into, 0, n);
    return n;
  }

  /** The only byte that may come, or -1 if there are others. */
  private static int only(OutputState at) {
    int only = -1;
    for (int octet = 0; octet < 256; octet++) {
      if (at.after(octet) != null) {
        if (only >= 0) {
          return -1;
        }
        only = octet;
      }
    }
    return only;
  }
}
