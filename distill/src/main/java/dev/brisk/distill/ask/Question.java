package dev.brisk.distill.ask;

import dev.brisk.distill.data.Sample;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.format.Prompt;
import java.util.List;

/**
 * One thing to ask a teacher.
 *
 * @param id a hash of all that determines the answer; answers are found again by it
 * @param sample the request; its answer, if it has one, is not shown to the teacher
 * @param request the same as an editor would ask
 * @param messages the conversation to be answered
 * @param stop texts that end the answer
 */
public record Question(
    String id,
    Sample sample,
    EditRequest request,
    List<Prompt.Message> messages,
    List<String> stop) {
  public Question {
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
  }
}
