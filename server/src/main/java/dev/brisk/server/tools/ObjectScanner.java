package dev.brisk.server.tools;

/**
 * Walks over a JSON object character by character as it comes, and hands on the characters of its
 * members' values as they stand. Lenient: what is not JSON passes as it is, and whoever gets it
 * finds out.
 */
final class ObjectScanner {
  /** Hears of the members of the object. */
  interface Members {
    /** A value begins; its characters follow. */
    void begin(String name);

    /** One more character of the value, as it stands: quotes and escapes are not taken away. */
    void character(char c);

    /** The value is complete. */
    void end();
  }

  private enum State {
    BEFORE_OBJECT,
    BEFORE_NAME,
    IN_NAME,
    BEFORE_VALUE,
    IN_VALUE,
    AFTER_OBJECT
  }

  private final Members members;
  private final StringBuilder name = new StringBuilder();
  private State state = State.BEFORE_OBJECT;
  private boolean inString;
  private boolean escaped;
  private int depth;

  ObjectScanner(Members members) {
    this.members = members;
  }

  /** Whether the object has been closed. */
  boolean complete() {
    return state == State.AFTER_OBJECT;
  }

  /** Takes the next character; those behind the object are passed over. */
  void accept(char c) {
    switch (state) {
      case BEFORE_OBJECT -> {
        if (c == '{') {
          state = State.BEFORE_NAME;
        }
      }
      case BEFORE_NAME -> {
        if (c == '"') {
          name.setLength(0);
          state = State.IN_NAME;
        } else if (c == '}') {
          state = State.AFTER_OBJECT;
        }
      }
      case IN_NAME -> {
        if (c == '"') {
          state = State.BEFORE_VALUE;
        } else {
          name.append(c);
        }
      }
      case BEFORE_VALUE -> {
        if (c != ':' && !Character.isWhitespace(c)) {
          state = State.IN_VALUE;
          members.begin(name.toString());
          value(c);
        }
      }
      case IN_VALUE -> value(c);
      case AFTER_OBJECT -> {}
    }
  }

  private void value(char c) {
    if (inString) {
      members.character(c);
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        inString = false;
      }
    } else if (depth == 0 && (c == ',' || c == '}')) {
      members.end();
      state = c == ',' ? State.BEFORE_NAME : State.AFTER_OBJECT;
    } else if (depth > 0 || !Character.isWhitespace(c)) {
      members.character(c);
      inString = c == '"';
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }
}
