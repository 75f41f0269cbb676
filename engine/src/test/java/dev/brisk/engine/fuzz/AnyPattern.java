package dev.brisk.engine.fuzz;

import java.util.Random;

/** Regular expressions: good ones, hopeless ones, and what is none. */
final class AnyPattern {
  private static final String[] ATOMS = {
    "a",
    "b",
    ".",
    "\\s",
    "\\S",
    "\\p{L}",
    "\\p{N}",
    "[a-c]",
    "[^\\r\\n\\p{L}]",
    "[a&&[^b]]",
    "\\R",
    "\\X",
    "\\x{61}",
    "\\b",
    "\\B",
    "^",
    "$",
    "\\z",
    "\\G",
    "\\1",
    "\\2",
    "",
    "(?i)",
    "\\b{g}",
    "é"
  };

  private static final String[] REPEATED = {
    "*",
    "+",
    "?",
    "*?",
    "+?",
    "??",
    "*+",
    "++",
    "?+",
    "{2}",
    "{0,3}",
    "{1,}",
    "{1000000000}",
    "{0,2147483647}",
    "{5}?"
  };

  private static final String[] GROUPS = {"(", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?i:"};

  private static final String[] HOPELESS = {
    "(a+)+b", "(a|aa)+$", "(a*)*b", "(?:a|b)*c", "(.*)(.*)(.*)(.*)(.*)x", "(?:.*a){12}x", "(?:|a)+b"
  };

  private final Random random;
  private final StringBuilder pattern = new StringBuilder();

  AnyPattern(Random random) {
    this.random = random;
    switch (random.nextInt(8)) {
      case 0 -> noise();
      case 1 -> pattern.append(one(HOPELESS));
      case 2 -> {
        alternatives(3);
        pattern.replace(0, pattern.length(), pattern.toString().repeat(1 + random.nextInt(80)));
        alternatives(1);
      }
      default -> alternatives(5);
    }
    if (random.nextInt(4) == 0 && !pattern.isEmpty()) {
      pattern.deleteCharAt(random.nextInt(pattern.length()));
    }
  }

  private void noise() {
    for (var n = random.nextInt(30); n > 0; n--) {
      pattern.append((char) (0x20 + random.nextInt(0x60)));
    }
  }

  private void alternatives(int depth) {
    for (var n = 1 + random.nextInt(3); n > 0; n--) {
      for (var atoms = random.nextInt(4); atoms > 0; atoms--) {
        if (depth > 0 && random.nextInt(3) == 0) {
          pattern.append(one(GROUPS));
          alternatives(depth - 1);
          pattern.append(')');
        } else {
          pattern.append(one(ATOMS));
        }
        if (random.nextInt(2) == 0) {
          pattern.append(one(REPEATED));
        }
      }
      if (n > 1) {
        pattern.append('|');
      }
    }
  }

  private String one(String[] strings) {
    return strings[random.nextInt(strings.length)];
  }

  @Override
  public String toString() {
    return pattern.toString();
  }
}
