package dev.brisk.server.respond;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.tokenizer.FillInTheMiddle;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.Prewarmed;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ReadAnswer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.Said;

/**
 * Answers what is missing between two texts: with the model's own tokens for that, or where it has
 * none line by line.
 */
final class Infills {
  private final Responder responder;
  private final Tokenizer tokenizer;
  private final LineCompletions lines;

  /**
   * @param responder with a tokenizer of this process
   */
  Infills(Responder responder) {
    this.responder = responder;
    tokenizer = responder.tokenizer().orElseThrow();
    lines = new LineCompletions(tokenizer);
  }

  /**
   * Begins an answer.
   *
   * @param options as the question wants them
   * @throws RefusedException if an option is out of its range
   */
  Answer answer(Question question, Ask.Infill ask, ResponseOptions options) {
    var marks = tokenizer.fillInTheMiddle();
    if (marks.isPresent()) {
      return byModel(question, ask, options, marks.get());
    }
    if (question.prewarm()) {
      // Nothing that is computed for one cursor is of use for the next.
      return new Said("", FinishReason.LENGTH, 0, 0);
    }
    return lines.answer(ask, question.decoding());
  }

  private Answer byModel(
      Question question, Ask.Infill ask, ResponseOptions options, FillInTheMiddle marks) {
    var written =
        new InfillPrompt.Writer(tokenizer, marks, responder.model().contextLength())
            .write(ask, question.decoding().maxTokens().orElse(0));
    return question.prewarm()
        ? new Prewarmed(
            responder.read(written.prompt(), question.origin().caller(), question.cancel()))
        : new ReadAnswer(
            responder.respond(written.prompt(), options), OutputReader.plain(), written.cut());
  }
}
