package dev.brisk.server.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a suggestion where llama.cpp does: at a further line that is indented less than it has to
 * be, which then is left out, and at the first line feed after the time is over. Fed piece by
 * piece; used by one thread.
 */
final class SuggestionEnd {
  private final int indent;
  private final long mostNanos;
  private final LongSupplier nanoTime;

  /** A line feed and white space of which it is not known yet whether the line goes on well. */
  private final StringBuilder held = new StringBuilder();

  private long begun;
  private boolean counting;
  private boolean first = true;
  private boolean ended;

  /**
   * @param indent columns of white space, a tab being one; 0 for any
   * @param mostTime counted from the first piece; zero for any
   * @param nanoTime as {@link System#nanoTime}
   */
  SuggestionEnd(int indent, Duration mostTime, LongSupplier nanoTime) {
    this.indent = indent;
    this.mostNanos = mostTime.toNanos();
    this.nanoTime = nanoTime;
  }

  /** What of the piece, and of what was held back, is part of the suggestion. */
  String accept(String piece) {
    if (first) {
      begun = nanoTime.getAsLong();
      first = false;
    }
    var shown = new StringBuilder();
    for (int i = 0; i < piece.length() && !ended; i++) {
      accept(piece.charAt(i), shown);
    }
    return shown.toString();
  }

  private void accept(char c, StringBuilder shown) {
    if (counting && (c == ' ' || c == '\t')) {
      held.append(c);
      return;
    }
    if (counting) {
      if (held.length() - 1 < indent) {
        ended = true;
        return;
      }
      shown.append(held);
      held.setLength(0);
      counting = false;
    }
    if (c != '\n') {
      shown.append(c);
      return;
    }
    ended = mostNanos > 0 && nanoTime.getAsLong() - begun > mostNanos;
    if (indent > 0 && !ended) {
      counting = true;
      held.append(c);
    } else {
      shown.append(c);
    }
  }

  /** Whether the suggestion is over although the model might go on. */
  boolean ended() {
    return ended;
  }
}
