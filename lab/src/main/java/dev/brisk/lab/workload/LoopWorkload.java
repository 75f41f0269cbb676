package dev.brisk.lab.workload;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.load.Stage;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.results.Workload;
import java.util.ArrayList;
import java.util.SplittableRandom;

/**
 * {@code loop}: an agent of 20 turns with a history of about 8,000 tokens, to which each turn adds
 * what a tool said. Over HTTP the whole history goes each time, over a WebSocket what is new of it.
 * The outputs of tools are user messages, so that the loop is the same whatever a model answers.
 */
final class LoopWorkload implements Cases {
  private static final int TURNS = 20;
  private static final int HISTORY_TOKENS = 8_000;
  private static final int OUTPUT_TOKENS = 80;
  private static final int MOST_TOKENS = 48;

  /** As text goes in most vocabularies. */
  private static final int CHARACTERS_A_TOKEN = 4;

  private static final String[] WORDS =
      ("order item total price count basket customer invoice line text value index result buffer"
              + " reader writer cache token region")
          .split(" ");

  @Override
  public Workload describe() {
    return new Workload("loop", "", 1);
  }

  @Override
  public String refuses(Api api) {
    return refusal(api);
  }

  static String refusal(Api api) {
    return switch (api.name()) {
      case "responses", "responses-ws", "chat" -> "";
      default ->
          "The API " + api.name() + " has no conversations; use responses, responses-ws or chat.";
    };
  }

  @Override
  public boolean sharesPrompts() {
    return true;
  }

  @Override
  public Scenario scenario(int index) {
    return stage -> play("loop-" + index, stage);
  }

  private static void play(String conversation, Stage stage) throws InterruptedException {
    var words = new SplittableRandom(1);
    var messages = new ArrayList<Ask.Message>();
    messages.add(
        new Ask.Message(
            "system", stage.salt().sentence() + "You work on a program. Answer in one sentence."));
    messages.add(new Ask.Message("user", "The program:\n" + code(words, HISTORY_TOKENS)));
    long intended = stage.intendedNanos();
    try {
      for (int turn = 1; turn <= TURNS && !stage.over(); turn++) {
        var call = stage.call();
        var ask = new Ask.Chat(conversation, messages, MOST_TOKENS);
        stage.ask(Question.of("turn " + turn, "turn", ask), intended, call);
        if (call.outcome() != Outcome.OK) {
          return;
        }
        messages.add(new Ask.Message("assistant", call.text()));
        messages.add(new Ask.Message("user", "The command said:\n" + code(words, OUTPUT_TOKENS)));
        intended = System.nanoTime();
      }
    } finally {
      stage.api().leave(conversation);
    }
  }

  /** Lines that look like a program, of about so many tokens. */
  private static String code(SplittableRandom random, int tokens) {
    var text = new StringBuilder();
    while (text.length() < tokens * CHARACTERS_A_TOKEN) {
      text.append("    int ").append(word(random)).append(random.nextInt(100)).append(" = ");
      text.append(word(random)).append('(').append(word(random)).append(", ");
      text.append(random.nextInt(1000)).append(");\n");
    }
    return text.toString();
  }

  private static String word(SplittableRandom random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
