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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Completes lines with a model of the format {@code fim-v2}. */
public final class ModelCompleter implements Completions.Completer, AutoCloseable {
  private static final int OUTPUT_TOKENS = 64;

  private final Model model;
  private final Engine engine;

  /**
   * @param threads that compute, at least 1
   * @throws dev.brisk.engine.ModelFormatException if the file cannot be read
   */
  public ModelCompleter(Path file, int threads) {
    model = Model.open(file);
    engine = new Engine(model, EngineOptions.defaults().withThreads(threads));
    engine.warmUp(Duration.ofSeconds(3));
  }

  @Override
  public Completions.Completed complete(String prefix, String suffix) throws InterruptedException {
    var tokenizer = model.tokenizer();
    var known = new KnownWords(tokenizer);
    var noted = CompletionNotation.of(new CompletionRequest(prefix, suffix, false), known);
    if (noted.isEmpty()) {
      return new Completions.Completed("", Double.NEGATIVE_INFINITY);
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
                .measured(true)
                .filter(
                    TokenFilter.ofText(
                        tokenizer, ends, grammar::allows, grammar::mayEnd, grammar::advance)));
    for (var chunk = running.next(); chunk.isPresent(); chunk = running.next()) {
      output.append(chunk.get().text());
    }
    return new Completions.Completed(
        notation.text(output.toString()),
        running.result().confidence().map(c -> c.sum()).orElse(Double.NEGATIVE_INFINITY));
  }

  @Override
  public void close() {
    engine.close();
    model.close();
  }
}
