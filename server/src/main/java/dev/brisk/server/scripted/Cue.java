package dev.brisk.server.scripted;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * When an entry's turn has come. What is absent admits everything.
 *
 * @param user a part of the last message of the user
 * @param tool a part of what a tool has said, where that is the last message
 * @param turn how many messages of the user there are
 */
record Cue(Optional<String> user, Optional<String> tool, OptionalInt turn) {
  static final Cue ANY = new Cue(Optional.empty(), Optional.empty(), OptionalInt.empty());

  boolean admits(Heard heard) {
    return user.stream().allMatch(heard.user()::contains)
        && tool.stream().allMatch(part -> heard.tool().filter(t -> t.contains(part)).isPresent())
        && turn.stream().allMatch(number -> number == heard.turn());
  }
}
