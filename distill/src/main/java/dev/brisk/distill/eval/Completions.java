package dev.brisk.distill.eval;

import dev.brisk.distill.data.SampleEncoder;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.edit.script.CompletionNotation;
import dev.brisk.edit.script.CompletionRequest;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.Model;
import dev.brisk.engine.TokenFilter;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** How often a model completes the rest of a line exactly. */
public final class Completions {
  private static final int OUTPUT_TOKENS = 64;

  /**
   * What was right.
   *
   * @param kinds exact and all completions of each kind of cursor
   * @param medianMillis from the request to the end of the output
   */
  public record Score(Map<String, Proportion> kinds, Proportion all, double medianMillis) {
    /** A table as text. */
    public String text() {
      var result = new StringBuilder("completions, exact rest of the line\n");
      kinds.forEach((kind, share) -> result.append(row(kind, share)));
      return result
          .append(row("all", all))
          .append(String.format(Locale.ROOT, "  median %.1f ms%n", medianMillis))
          .toString();
    }

    private static String row(String name, Proportion share) {
      return String.format(Locale.ROOT, "  %-6s %s%n", name, share);
    }
  }

  private Completions() {}

  /**
   * Completes every line of a file of objects with prefix, middle, suffix and kind.
   *
   * @param progress hears how many are done
   */
  public static Score score(Path model, Path file, int threads, IntConsumer progress)
      throws IOException, InterruptedException {
    var right = new TreeMap<String, Integer>();
    var asked = new TreeMap<String, Integer>();
    var cases = Files.readAllLines(file).stream().map(Json::parseObject).toList();
    var nanos = new long[cases.size()];
    try (var weights = Model.open(model);
        var engine = new Engine(weights, EngineOptions.defaults().withThreads(threads))) {
      engine.warmUp();
      for (var i = 0; i < cases.size(); i++) {
        var kind = cases.get(i).text("kind").orElse("line");
        var start = System.nanoTime();
        var text = complete(weights, engine, cases.get(i));
        nanos[i] = System.nanoTime() - start;
        asked.merge(kind, 1, Integer::sum);
        var exact = text.stripTrailing().equals(cases.get(i).requireText("middle").stripTrailing());
        right.merge(kind, exact ? 1 : 0, Integer::sum);
        progress.accept(i + 1);
      }
    }
    Arrays.sort(nanos);
    var kinds = new TreeMap<String, Proportion>();
    asked.forEach((kind, all) -> kinds.put(kind, new Proportion(right.getOrDefault(kind, 0), all)));
    return new Score(
        kinds,
        new Proportion(right.values().stream().mapToInt(n -> n).sum(), cases.size()),
        nanos[nanos.length / 2] / 1e6);
  }

  private static String complete(Model model, Engine engine, JsonObject request)
      throws InterruptedException {
    var tokenizer = model.tokenizer();
    var known = new KnownWords(tokenizer);
    var noted =
        CompletionNotation.of(
            new CompletionRequest(
                request.requireText("prefix"), request.requireText("suffix"), false),
            known);
    if (noted.isEmpty()) {
      return "";
    }
    var notation = noted.get();
    var ends = Set.of(tokenizer.encodeWithSpecials("<|end|>")[0]);
    var grammar = notation.grammar();
    var output = new StringBuilder();
    var running =
        engine.generate(
            GenerationRequest.of(new SampleEncoder(tokenizer, known).prompt(notation))
                .maxTokens(OUTPUT_TOKENS)
                .stopTokens(ends)
                .filter(
                    TokenFilter.ofText(
                        tokenizer, ends, grammar::allows, grammar::mayEnd, grammar::advance)));
    for (var chunk = running.next(); chunk.isPresent(); chunk = running.next()) {
      output.append(chunk.get().text());
    }
    return notation.text(output.toString());
  }
}
