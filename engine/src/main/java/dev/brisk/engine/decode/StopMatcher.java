package dev.brisk.engine.decode;

import java.util.List;

/** Finds stop strings in a stream of text, holding back what may be the beginning of one. */
final class StopMatcher {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  StopMatcher(List<String> stops) {
    this.stops = stops;
  }

  /** Where new text is appended, behind what is held back; {@link #release} looks at it. */
  StringBuilder input() {
    return held;
  }

  /** Moves what is certain to belong to the output to its end. */
  void release(StringBuilder output) {
    int first = Integer.MAX_VALUE;
    int keep = 0;
    for (int i = 0; i < stops.size(); i++) {
      int at = held.indexOf(stops.get(i));
      if (at >= 0) {
        first = Math.min(first, at);
      }
      keep = Math.max(keep, overlap(stops.get(i)));
    }
    stopped = first < Integer.MAX_VALUE;
    move(stopped ? first : held.length() - keep, output);
  }

  /** The longest end of the held text that begins a stop string. */
  private int overlap(String stop) {
    int n = Math.min(stop.length() - 1, held.length());
    while (n > 0 && !endsWith(stop, n)) {
      n--;
    }
    return n;
  }

  private boolean endsWith(String stop, int n) {
    int from = held.length() - n;
    int i = 0;
    while (i < n && held.charAt(from + i) == stop.charAt(i)) {
      i++;
    }
    return i == n;
  }

  private void move(int n, StringBuilder output) {
    output.append(held, 0, n);
    held.delete(0, n);
  }

  /** Whether a stop string has appeared. */
  boolean stopped() {
    return stopped;
  }

  /** Moves what is still held when the output ends otherwise. */
  void finish(StringBuilder output) {
    move(held.length(), output);
  }
}
