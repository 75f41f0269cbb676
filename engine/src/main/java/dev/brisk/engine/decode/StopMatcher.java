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

  /** Takes new text and returns what is certain to belong to the output. */
  String accept(String text) {
    if (stops.isEmpty()) {
      return text;
    }
    held.append(text);
    int first = Integer.MAX_VALUE;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0) {
        first = Math.min(first, at);
      }
    }
    if (first < Integer.MAX_VALUE) {
      stopped = true;
      return take(first);
    }
    int keep = 0;
    for (String stop : stops) {
      keep = Math.max(keep, overlap(stop));
    }
    return take(held.length() - keep);
  }

  /** The longest end of the held text that begins a stop string. */
  private int overlap(String stop) {
    for (int n = Math.min(stop.length() - 1, held.length()); n > 0; n--) {
      if (held.indexOf(stop.substring(0, n), held.length() - n) >= 0) {
        return n;
      }
    }
    return 0;
  }

  private String take(int n) {
    String taken = held.substring(0, n);
    held.delete(0, n);
    return taken;
  }

  /** Whether a stop string has appeared. */
  boolean stopped() {
    return stopped;
  }

  /** What is still held when the output ends otherwise. */
  String finish() {
    return take(held.length());
  }
}
