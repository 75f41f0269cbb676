package dev.brisk.distill.data;

import dev.brisk.edit.script.CompletionNotation;
import dev.brisk.edit.script.Marks;
import dev.brisk.edit.script.Notation;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns samples into tokens: prompt and script, as the server notes requests. */
public final class SampleEncoder {
  /** A prompt, and the output with its end token. */
  public record Encoded(int[] prompt, int[] output) {}

  private final Tokenizer tokenizer;
  private final Predicate<String> known;

  /**
   * @param known whether a word is one token
   */
  public SampleEncoder(Tokenizer tokenizer, Predicate<String> known) {
    this.tokenizer = tokenizer;
    this.known = known;
  }

  /**
   * The tokens of a sample; empty if it has too many lines or unknown words, or no script says it.
   *
   * @param start the first symbol, 0 to {@link Marks#SYMBOLS} minus 1
   */
  public Optional<Encoded> encode(Sample sample, int start) {
    return Notation.of(
            sample.instruction(), lines(sample.before()), sample.firstLine(), known, start)
        .flatMap(
            notation ->
                script(sample, notation)
                    .map(
                        script ->
                            new Encoded(
                                prompt(notation.instruction(), notation.region()),
                                join(
                                    tokenizer.encode(script),
                                    tokenizer.encodeWithSpecials("<|end|>")))));
  }

  /** The tokens of a completion; empty if there are too many unknown words around it. */
  public Optional<Encoded> encode(Completion completion, int start) {
    return CompletionNotation.of(completion.request(), known, start)
        .map(
            notation ->
                new Encoded(
                    prompt(notation),
                    join(
                        tokenizer.encode(notation.output(completion.text())),
                        tokenizer.encodeWithSpecials("<|end|>"))));
  }

  /** The prompt of a completion. */
  public int[] prompt(CompletionNotation notation) {
    return join(
        join(tokenizer.encodeWithSpecials("<|after|>"), tokenizer.encode(notation.after())),
        join(
            join(tokenizer.encodeWithSpecials("<|before|>"), tokenizer.encode(notation.before())),
            tokenizer.encodeWithSpecials("<|output|>")));
  }

  private static Optional<String> script(Sample sample, Notation notation) {
    if (sample.kind().equals(Sample.CANNOT)) {
      return Optional.of(String.valueOf(Marks.CANNOT));
    }
    if (sample.after().equals(sample.before())) {
      return Optional.of(String.valueOf(Marks.NOOP));
    }
    return notation.script(lines(sample.after()), sample.kind().startsWith("rename"));
  }

  private int[] prompt(String instruction, String region) {
    return join(
        join(tokenizer.encodeWithSpecials("<|instruction|>"), tokenizer.encode(instruction)),
        join(
            join(tokenizer.encodeWithSpecials("<|region|>"), tokenizer.encode(region)),
            tokenizer.encodeWithSpecials("<|output|>")));
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }

  private static int[] join(int[] a, int[] b) {
    var result = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, result, a.length, b.length);
    return result;
  }
}
