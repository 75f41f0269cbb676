package dev.brisk.cli.session;

/** What a person pressed. */
enum Key {
  NONE,
  YES,
  NO,
  REDIRECT,
  QUIT,
  INTERRUPT,
  OTHER;

  /** What a byte from the terminal means. */
  static Key of(int code) {
    return switch (code) {
      case 'y', 'Y' -> YES;
      case 'n', 'N' -> NO;
      case 'r', 'R' -> REDIRECT;
      // 4 is Ctrl-D.
      case 'q', 'Q', 4 -> QUIT;
      case 3 -> INTERRUPT;
      default -> OTHER;
    };
  }
}
