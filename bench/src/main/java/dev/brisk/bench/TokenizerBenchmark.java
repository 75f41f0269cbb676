package dev.brisk.bench;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tokens of 1 MB of source text: the Java files of this product, from another place on each time,
 * so that words that were met before are only those that source text repeats anyway.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBenchmark {
  private static final int LENGTH = 1_000_000;

  /** The built-in model, and the vocabularies beside the repository where there are any. */
  @Param({"builtin", "gpt-2", "starcoder", "refact", "deepseek-coder", "llama-spm", "phi-3"})
  String vocabulary;

  private Tokenizer tokenizer;
  private String source;
  private int at;

  /** Reads the sources in the order of their names; a text has to come back from its tokens. */
  @Setup
  public void prepare() throws IOException {
    var builtin = Path.of("server/src/main/resources/dev/brisk/server/model/brisk-nano.gguf");
    var file = Path.of("../shared/conformance/tokenizers/" + vocabulary + ".gguf");
    try (var model = GgufFile.open(vocabulary.equals("builtin") ? builtin : file)) {
      tokenizer = Tokenizer.of(model.metadata());
    }
    var text = new StringBuilder();
    try (var files = Files.walk(Path.of(""))) {
      for (var path : files.filter(TokenizerBenchmark::isSource).sorted().toList()) {
        text.append(Files.readString(path));
      }
    }
    source = text.toString();
    var part = source.substring(0, 100_000);
    if (!tokenizer.decode(tokenizer.encode(part)).endsWith(part)) {
      throw new IllegalStateException("the text does not come back from its tokens");
    }
  }

  private static boolean isSource(Path path) {
    return path.toString().contains("src/main/") && path.toString().endsWith(".java");
  }

  @Benchmark
  public int[] encode() {
    at = (at + 170_003) % (source.length() - LENGTH);
    return tokenizer.encode(source.substring(at, at + LENGTH));
  }
}
