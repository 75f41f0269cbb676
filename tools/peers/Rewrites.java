import dev.brisk.engine.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times regions rewritten by {@code brisk-copy-preview}: by Brisk with the region draft, by llama-server with the drafts
 * from n-grams that suit it best. All tokens of output by the time from the request to the last of them, by the client's
 * clock, with the prompt in the server's cache. Prints a line a round and server; what else there is to say goes to
 * stderr. Usage:
 *
 * <pre>
 * Rewrites ROUNDS THREADS MODEL CASES BRISK LLAMA-SERVER-COMMAND…
 * </pre>
 */
public final class Rewrites {
  /** Cases that nothing is measured with: a JVM has to compile first. */
  private static final int WARM_UP = 25;

  /** The same for trying drafts with llama.cpp, which needs less. */
  private static final int SHORT_WARM_UP = 3;

  /** Of the others, one in so many decides which drafts suit llama.cpp. */
  private static final int SAMPLE = 12;

  /** Ways of drafting in llama-server: its defaults draft nothing in so short texts. */
  private static final List<String> DRAFTS =
      List.of(
          "none",
          "ngram-simple --spec-ngram-simple-size-n 3 --spec-ngram-simple-size-m 16",
          "ngram-simple --spec-ngram-simple-size-n 6 --spec-ngram-simple-size-m 16",
          "ngram-simple --spec-ngram-simple-size-n 6 --spec-ngram-simple-size-m 48",
          "ngram-simple",
          "ngram-map-k --spec-ngram-map-k-size-n 6 --spec-ngram-map-k-size-m 16",
          "ngram-map-k4v --spec-ngram-map-k4v-size-n 6 --spec-ngram-map-k4v-size-m 16",
          "ngram-mod --spec-ngram-mod-n-match 6 --spec-ngram-mod-n-min 4 --spec-ngram-mod-n-max 32",
          "ngram-mod",
          "ngram-cache --spec-draft-n-max 16");

  private final List<RewriteCase> warmUp;
  private final List<RewriteCase> cases;
  private final List<String> llama;
  private final String threads;

  private Rewrites(List<RewriteCase> all, List<String> llama, String threads) {
    warmUp = all.subList(0, WARM_UP);
    cases = all.subList(WARM_UP, all.size());
    this.llama = llama;
    this.threads = threads;
  }

  public static void main(String[] args) throws Exception {
    var arguments = List.of(args);
    List<RewriteCase> all;
    try (var model = Model.open(Path.of(args[2]))) {
      all = RewriteCase.read(Path.of(args[3]), model);
    }
    var rewrites = new Rewrites(all, arguments.subList(5, args.length), args[1]);
    String best = rewrites.best();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      try (var server = new BriskServer(args[4], args[2], Integer.parseInt(args[1]))) {
        System.out.printf(Locale.ROOT, "brisk %.1f%n", rewrites.rate(server, WARM_UP, rewrites.cases));
      }
      try (var server = rewrites.llama(best)) {
        System.out.printf(Locale.ROOT, "llama %.1f%n", rewrites.rate(server, WARM_UP, rewrites.cases));
      }
    }
  }

  private LlamaServer llama(String drafts) throws Exception {
    var command = new ArrayList<>(llama);
    command.addAll(List.of("-t", threads, "--spec-type"));
    command.addAll(List.of(drafts.split(" ")));
    return new LlamaServer(command);
  }

  /** The drafts with which llama-server is fastest. */
  private String best() throws Exception {
    var sample = new ArrayList<RewriteCase>();
    for (int i = 0; i < cases.size(); i += SAMPLE) {
      sample.add(cases.get(i));
    }
    String best = "";
    double most = 0;
    for (String drafts : DRAFTS) {
      try (var server = llama(drafts)) {
        double rate = rate(server, SHORT_WARM_UP, sample);
        say("llama-server --spec-type %s: %.0f tokens/s", drafts, rate);
        if (rate > most) {
          best = drafts;
          most = rate;
        }
      }
    }
    say("taken: --spec-type %s", best);
    return best;
  }

  /** Tokens a second over all these cases. */
  private double rate(Rewriter server, int before, List<RewriteCase> measured) throws Exception {
    for (RewriteCase each : warmUp.subList(0, before)) {
      var _ = server.rewrite(each, each.room());
    }
    long tokens = 0;
    double seconds = 0;
    for (RewriteCase each : measured) {
      // The prompt is in the cache, and nothing of what is written behind it.
      var _ = server.rewrite(each, 1);
      long start = System.nanoTime();
      var answer = server.rewrite(each, each.room());
      seconds += (System.nanoTime() - start) / 1e9;
      tokens += answer.tokens();
      if (answer.promptTokens() != each.prompt().length) {
        throw new IllegalStateException(
            "a prompt of %d tokens became one of %d"
                .formatted(each.prompt().length, answer.promptTokens()));
      }
    }
    say("  %d tokens of %d regions", tokens, measured.size());
    return tokens / seconds;
  }

  private static void say(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values));
  }
}
