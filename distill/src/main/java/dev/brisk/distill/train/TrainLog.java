package dev.brisk.distill.train;

import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a run writes while it goes: a JSON object a line, in {@code log.jsonl}. */
final class TrainLog {
  private final Path path;

  TrainLog(Path run) {
    path = run.resolve("log.jsonl");
  }

  Path path() {
    return path;
  }

  /**
   * @param tokens trained so far
   * @param rate tokens a second since the line before
   * @param gigaflops 6 · parameters · tokens a second, in 10⁹
   */
  void step(
      int step,
      double minutes,
      long tokens,
      double loss,
      double norm,
      double learning,
      double rate,
      double gigaflops)
      throws IOException {
    append(
        new JsonWriter()
            .beginObject()
            .name("step")
            .value((long) step)
            .name("minutes")
            .value(round(minutes))
            .name("tokens")
            .value(tokens)
            .name("loss")
            .value(round(loss))
            .name("gradient_norm")
            .value(round(norm))
            .name("learning_rate")
            .value(round(learning))
            .name("tokens_per_second")
            .value(Math.round(rate))
            .name("gigaflops")
            .value(round(gigaflops)));
  }

  void gate(int step, double minutes, Gate.Result result) throws IOException {
    var json =
        new JsonWriter()
            .beginObject()
            .name("step")
            .value((long) step)
            .name("minutes")
            .value(round(minutes))
            .name("validation_loss")
            .value(round(result.loss()))
            .name("exact")
            .value(round(result.exact()))
            .name("decision")
            .value(round(result.decision()))
            .name("kinds")
            .beginObject();
    result
        .kinds()
        .forEach(
            (kind, counts) ->
                json.name(kind)
                    .beginArray()
                    .value((long) counts[0])
                    .value((long) counts[1])
                    .endArray());
    append(json.endObject());
  }

  private void append(JsonWriter json) throws IOException {
    Files.writeString(
        path, json.endObject() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static double round(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
