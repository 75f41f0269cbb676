package dev.brisk.lab.workload;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.results.Workload;
import java.util.List;

/** {@code chat}: one short question, the same each time, which needs no file. */
final class ChatWorkload implements Cases {
  private static final int MOST_TOKENS = 128;
  private static final int REQUESTS = 100;

  @Override
  public Workload describe() {
    return new Workload("chat", "", REQUESTS);
  }

  @Override
  public String refuses(Api api) {
    return LoopWorkload.refusal(api);
  }

  @Override
  public Scenario scenario(int index) {
    var conversation = "chat-" + index;
    return stage -> {
      var text = stage.salt().sentence() + "Explain what a binary search does, in a few sentences.";
      var ask = new Ask.Chat(conversation, List.of(new Ask.Message("user", text)), MOST_TOKENS);
      stage.ask(Question.of("chat", "chat", ask), stage.intendedNanos(), stage.call());
      stage.api().leave(conversation);
    };
  }
}
