package dev.brisk.lab.load;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.results.Workload;
import java.util.List;

/** Cases for tests: one short question each. */
record Talk(int tokens) implements Cases {
  @Override
  public Workload describe() {
    return new Workload("talk", "", 1);
  }

  @Override
  public String refuses(Api api) {
    return "";
  }

  @Override
  public Scenario scenario(int index) {
    return stage -> {
      var messages = List.of(new Ask.Message("user", stage.salt().sentence() + "Say something."));
      var ask = new Ask.Chat("c" + index, messages, tokens);
      stage.ask(Question.of("talk", "chat", ask), stage.intendedNanos(), stage.call());
      stage.api().leave("c" + index);
    };
  }
}
