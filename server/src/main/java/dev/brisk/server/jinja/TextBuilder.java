package dev.brisk.server.jinja;

import java.util.BitSet;

/** Puts texts together, and keeps the marks of what was given. */
final class TextBuilder {
  private final StringBuilder string = new StringBuilder();
  private final BitSet given = new BitSet(0);

  TextBuilder add(Text text) {
    text.copyMarks(given, string.length());
    string.append(text.string());
    check();
    return this;
  }

  TextBuilder add(String trusted) {
    string.append(trusted);
    check();
    return this;
  }

  /** Adds {@code characters}, which stand for one that is marked so. */
  TextBuilder add(String characters, boolean marked) {
    if (marked) {
      given.set(string.length(), string.length() + characters.length());
    }
    return add(characters);
  }

  private void check() {
    if (string.length() > Text.LONGEST) {
      throw new TemplateException("the text gets longer than " + Text.LONGEST + " characters");
    }
  }

  Text build() {
    return new Text(string.toString(), given);
  }
}
