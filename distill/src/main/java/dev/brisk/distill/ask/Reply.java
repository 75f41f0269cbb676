package dev.brisk.distill.ask;

import dev.brisk.distill.data.TeacherToken;
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
    List<TeacherToken> tokens)
    implements Heard {

  Reply {
    tokens = List.copyOf(tokens);
  }
}
