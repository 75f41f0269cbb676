package dev.brisk.distill.ask;

import java.util.List;

/**
 * One answer of a teacher, as the journal keeps it.
 *
 * @param question the {@linkplain Question#id() question's} id
 * @param index which of the samples of this question, from 0
 * @param model the teacher
 * @param text what it said
 * @param whole whether it ended by itself
 * @param promptTokens as the endpoint counts them; −1 if it does not say
 * @param outputTokens likewise
 * @param tokens of the text with their log-probabilities; none if the endpoint does not give them
 */
record Reply(
    String question,
    int index,
    String model,
    String text,
    boolean whole,
    long promptTokens,
    long outputTokens,
    List<Token> tokens)
    implements Heard {

  Reply {
    tokens = List.copyOf(tokens);
  }

  /**
   * A token that the teacher chose.
   *
   * @param choice it and how likely it was
   * @param top the likeliest there, which may hold it too
   */
  record Token(Choice choice, List<Choice> top) {
    Token {
      top = List.copyOf(top);
    }
  }

  /**
   * A token that could stand in a place.
   *
   * @param logProbability natural, at most 0
   */
  record Choice(String text, double logProbability) {}
}
