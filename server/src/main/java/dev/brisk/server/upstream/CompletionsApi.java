package dev.brisk.server.upstream;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Question;
import dev.brisk.wire.json.JsonObject;
import java.util.function.Consumer;

/** Completions: a text that goes on, or what is missing between two. */
final class CompletionsApi implements UpstreamApi {
  @Override
  public String path() {
    return "/completions";
  }

  @Override
  public Members body(Question question, Spoken spoken) {
    var body = new Members().put("model", spoken.model());
    switch (question.ask()) {
      case Ask.Text(var prompt) -> body.put("prompt", prompt);
      case Ask.Infill(var prefix, var suffix, var extra) ->
          body.put("prompt", prefix).put("suffix", suffix);
      case Ask.Chat chat -> throw new IllegalArgumentException("this is a conversation");
    }
    ChatApi.decoding(question.decoding(), body);
    question.constraint().ifPresent(c -> Constraints.say(c, spoken.engine(), body));
    return ChatApi.streamed(body);
  }

  @Override
  public EventReader reader(Question question, Spoken spoken) {
    return new Reader();
  }

  private static final class Reader implements EventReader {
    private boolean finished;
    private Told told = Told.NOTHING;

    @Override
    public void accept(JsonObject data, Consumer<AnswerEvent> events) {
      data.object("error")
          .ifPresent(
              error -> {
                throw new UpstreamErrorException(error);
              });
      data.object("usage").ifPresent(usage -> told = told.chatUsage(usage));
      for (var choice : data.objects("choices")) {
        choice
            .text("text")
            .filter(text -> !text.isEmpty())
            .ifPresent(text -> events.accept(new AnswerEvent.Text(text)));
        choice
            .text("finish_reason")
            .ifPresent(
                reason -> {
                  finished = true;
                  told = told.reason(Reasons.of(reason));
                });
      }
    }

    @Override
    public boolean ended() {
      return finished;
    }

    @Override
    public Told told() {
      return told;
    }
  }
}
