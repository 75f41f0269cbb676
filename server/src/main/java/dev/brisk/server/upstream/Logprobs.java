package dev.brisk.server.upstream;

import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.wire.json.JsonObject;
import java.util.List;

/** The probabilities of tokens in a chunk of a chat completion. */
final class Logprobs {
  private Logprobs() {}

  /** Those of a choice; none if it has none. */
  static List<TokenLogprob> of(JsonObject choice) {
    return choice
        .object("logprobs")
        .map(all -> all.objects("content").stream().map(Logprobs::token).toList())
        .orElse(List.of());
  }

  private static TokenLogprob token(JsonObject token) {
    return new TokenLogprob(
        token.requireText("token"),
        token.number("logprob").orElse(0),
        token.objects("top_logprobs").stream()
            .map(
                top ->
                    new TokenLogprob(
                        top.requireText("token"), top.number("logprob").orElse(0), List.of()))
            .toList());
  }
}
