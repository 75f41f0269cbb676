package dev.brisk.server.http;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.server.answer.Answer;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;

/** Writes answers of {@code /infill} and {@code /completion} as llama.cpp writes them. */
final class LlamaAnswer {
  private final LlamaRequest asked;

  LlamaAnswer(LlamaRequest asked) {
    this.asked = asked;
  }

  /** A piece of a stream. */
  String piece(String text, int pieces) {
    return new JsonWriter()
        .beginObject()
        .member("index", 0)
        .member("content", text)
        .member("tokens", List.of())
        .member("stop", false)
        .member("id_slot", -1)
        .member("tokens_predicted", pieces)
        .endObject()
        .toString();
  }

  /**
   * The whole answer, or the end of a stream.
   *
   * @param text all of it; empty at the end of a stream
   * @param newLine whether the answer has a line feed
   * @param ended whether it was ended here, before the model was done
   */
  String whole(String text, boolean newLine, boolean ended, Answer answer) {
    var result = answer.result();
    var stats = result.stats();
    boolean prewarm = asked.question().prewarm();
    int predicted = prewarm ? 0 : stats.outputTokens();
    var json =
        new JsonWriter()
            .beginObject()
            .member("index", 0)
            .member("content", text)
            .member("tokens", List.of())
            .member("id_slot", -1)
            .member("stop", true)
            .member("model", asked.question().model())
            .member("tokens_predicted", predicted)
            .member("tokens_evaluated", stats.promptTokens());
    settings(json);
    json.member("has_new_line", newLine)
        .member("truncated", answer.contextCut())
        .member("stop_type", stopType(result, ended || prewarm))
        .member("stopping_word", stoppingWord(result))
        .member("tokens_cached", stats.promptTokens() + predicted);
    timings(json, stats, predicted);
    return only(asked.fields(), json.endObject().toString());
  }

  private void settings(JsonWriter json) {
    var decoding = asked.question().decoding();
    var sampling = decoding.sampling();
    json.name("generation_settings")
        .beginObject()
        .member("n_predict", asked.question().prewarm() ? 0 : decoding.maxTokens().orElse(-1))
        .member("seed", sampling.seed())
        .member("temperature", sampling.temperature())
        .member("top_k", sampling.topK())
        .member("top_p", sampling.topP())
        .member("min_p", sampling.minP())
        .member("stop", decoding.stop())
        .member("stream", asked.stream())
        .member("n_indent", asked.indent())
        .member("t_max_predict_ms", asked.mostTime().toMillis())
        .endObject();
  }

  private static void timings(JsonWriter json, GenerationStats stats, int predicted) {
    int read = stats.promptTokens() - stats.cachedTokens();
    double reading = stats.prefillNanos() / 1e6;
    double writing =
        Math.max(0, stats.totalNanos() - stats.queueNanos() - stats.prefillNanos()) / 1e6;
    json.name("timings").beginObject().member("cache_n", stats.cachedTokens());
    timing(json, "prompt", read, reading);
    timing(json, "predicted", predicted, writing);
    json.member("draft_n", stats.drafted()).member("draft_n_accepted", stats.accepted());
    json.endObject();
  }

  private static void timing(JsonWriter json, String what, int tokens, double millis) {
    json.member(what + "_n", tokens)
        .member(what + "_ms", millis)
        .member(what + "_per_token_ms", tokens == 0 ? 0 : millis / tokens)
        .member(what + "_per_second", millis == 0 ? 0 : tokens * 1000 / millis);
  }

  private static String stopType(GenerationResult result, boolean ended) {
    return ended
        ? "limit"
        : switch (result.reason()) {
          case STOP -> "eos";
          case STOP_STRING -> "word";
          case LENGTH -> "limit";
          case CANCELLED, FAILED -> "none";
        };
  }

  /** Which of several texts it was is not known here. */
  private String stoppingWord(GenerationResult result) {
    var stop = asked.question().decoding().stop();
    return result.reason() == FinishReason.STOP_STRING && stop.size() == 1 ? stop.getFirst() : "";
  }

  /**
   * The members that are wanted, each under its whole path such as {@code timings/prompt_n}; all if
   * none is named. What does not exist is left out.
   */
  private static String only(List<String> paths, String whole) {
    if (paths.isEmpty()) {
      return whole;
    }
    var all = Json.parseObject(whole);
    var wanted = new LinkedHashMap<String, Json>();
    for (var path : paths) {
      Json at = all;
      for (var name : path.split("/", -1)) {
        at = at instanceof JsonObject object ? object.members().get(name) : null;
      }
      if (at != null) {
        wanted.put(path, at);
      }
    }
    return new JsonWriter().value(new JsonObject(wanted)).toString();
  }
}
