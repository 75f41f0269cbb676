package dev.brisk.distill;

import dev.brisk.distill.ask.ChatEndpoint;
import dev.brisk.distill.ask.Costs;
import dev.brisk.distill.ask.Interview;
import dev.brisk.distill.ask.Journal;
import dev.brisk.distill.ask.Question;
import dev.brisk.distill.ask.Questions;
import dev.brisk.distill.ask.TeacherOptions;
import dev.brisk.distill.ask.Teaching;
import dev.brisk.distill.ask.Waiting;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk distill ask}: a model as teacher. */
@Command(
    name = "ask",
    description = {
      "Asks a model at an OpenAI-compatible endpoint for the edits that samples ask for, and keeps",
      "those answers that its other answers agree with. Writes samples/model.jsonl; every answer is",
      "noted at once in samples/model.answers.jsonl, and the same command again goes on from there."
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("region-chat", "script-chat", "script-v2");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--endpoint",
      required = true,
      paramLabel = "URL",
      description = "Its address up to /chat/completions, such as http://127.0.0.1:8080/v1.")
  private URI endpoint = URI.create("http://localhost/");

  @Option(
      names = "--teacher-model",
      required = true,
      paramLabel = "NAME",
      description = "The model's name there.")
  private String model = "";

  @Option(
      names = "--key-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the key (default: no key is sent).")
  private @Nullable String keyVariable;

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Samples whose requests to ask (default: samples/train.jsonl).")
  private @Nullable Path requests;

  @Option(
      names = "--format",
      defaultValue = "region-chat",
      description =
          "How to ask: region-chat (rewrite the region), script-chat, or script-v2 of a model that was"
              + " made with this vocabulary (default: ${DEFAULT-VALUE}).")
  private String formatName = "region-chat";

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description =
          "Most requests; a greater number asks the same and more (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--samples",
      defaultValue = "3",
      description = "Answers to each request (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--agree",
      defaultValue = "2",
      description = "Answers that must give the same text (default: ${DEFAULT-VALUE}).")
  private int agree;

  @Option(
      names = "--most-change",
      defaultValue = "2",
      description =
          "Most characters changed, over those that were needed (default: ${DEFAULT-VALUE}).")
  private double mostChange;

  @Option(
      names = "--alternatives",
      description = "Learn outvoted answers too, weighted by their share.")
  private boolean alternatives;

  @Option(names = "--temperature", defaultValue = "0.7", description = "Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--top-logprobs",
      defaultValue = "5",
      description =
          "Likeliest tokens of each place to keep; 0 for none (default: ${DEFAULT-VALUE}).")
  private int topLogprobs;

  @Option(
      names = "--max-tokens",
      defaultValue = "2048",
      description = "Of an answer (default: ${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(
      names = "--price-in",
      paramLabel = "USD",
      description = "Of a million tokens of prompts (default: 0).")
  private double priceIn;

  @Option(
      names = "--price-out",
      paramLabel = "USD",
      description = "Of a million tokens of answers (default: 0).")
  private double priceOut;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "Stop before more is spent, over all resumptions (default: no limit).")
  private double budget = Double.POSITIVE_INFINITY;

  @Option(
      names = "--parallel",
      defaultValue = "4",
      description = "Answers to wait for at a time (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Of one answer (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--tries",
      defaultValue = "8",
      description = "Of one answer that fails (default: ${DEFAULT-VALUE}).")
  private int tries;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Waits where tests do not want to. */
  Waiting waiting = Waiting.REAL;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    var format = format();
    var options =
        new TeacherOptions(
            endpoint,
            model,
            key(),
            temperature,
            topLogprobs,
            maxTokens,
            Duration.ofSeconds(timeout),
            tries);
    var from = requests == null ? work.samples("train") : requests;
    var asked = model + " " + temperature + " " + maxTokens + " " + seed;
    var questions = new Questions(format, asked).draw(from, limit, seed);
    var target = work.samples("model");
    Files.createDirectories(target.toAbsolutePath().getParent());
    var costs = new Costs(priceIn, priceOut, budget);
    Consumer<String> say = System.err::println;
    try (var journal = new Journal(work.samples("model.answers"));
        var teacher = new ChatEndpoint(options, waiting, new Random(), say)) {
      var interview = new Interview(teacher, journal, costs, model, seed);
      var progress = new Progress("answers", questions.size() * samples);
      var all = interview.run(questions, samples, parallel, progress::at);
      progress.done();
      if (!all) {
        System.err.printf(
            Locale.ROOT,
            "The budget of $%.2f is used up; a greater --budget goes on from here.%n",
            budget);
      }
      var teaching =
          Teaching.of(
              questions, journal, interview, format, samples, agree, mostChange, alternatives);
      teaching.write(target);
      manifest(options, questions, teaching, costs, teacher, all).inputs(from).write(target);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d samples of %,d requests; %,d + %,d tokens, $%.4f%n",
          target,
          teaching.samples().size(),
          questions.size(),
          costs.promptTokens(),
          costs.outputTokens(),
          costs.dollars());
    }
    return 0;
  }

  private Manifest manifest(
      TeacherOptions options,
      List<Question> questions,
      Teaching teaching,
      Costs costs,
      ChatEndpoint teacher,
      boolean all) {
    return new Manifest("ask")
        .put("endpoint", options.host())
        .put("teacher", model)
        .put("format", formatName)
        .put("seed", seed)
        .put("temperature", temperature)
        .put("answers_each", (long) samples)
        .put("agree", (long) agree)
        .put("most_change", mostChange)
        .put("alternatives", String.valueOf(alternatives))
        .put("not_taken", String.join(" ", teacher.leftOut()))
        .put("budget_used_up", String.valueOf(!all))
        .put("requests", (long) questions.size())
        .put("samples", (long) teaching.samples().size())
        .put("samples_with_probabilities", (long) teaching.said().size())
        .put("as_the_sample_says", (long) teaching.asKnown())
        .counts("of_requests", teaching.outcomes())
        .counts("of_answers", teaching.faults())
        .put("prompt_tokens", costs.promptTokens())
        .put("output_tokens", costs.outputTokens())
        .put("answers_without_usage", (long) costs.unknown())
        .put("dollars", costs.dollars());
  }

  private void check() {
    var scheme = endpoint.getScheme();
    require(
        ("http".equals(scheme) || "https".equals(scheme)) && endpoint.getHost() != null,
        "The endpoint must be an address such as http://127.0.0.1:8080/v1.");
    require(
        endpoint.getUserInfo() == null && endpoint.getQuery() == null,
        "The endpoint's address must hold no secrets; name the key's variable with --key-env.");
    require(samples >= 1 && agree >= 1 && agree <= samples, "--agree must be 1 to --samples.");
    require(
        limit >= 1 && parallel >= 1 && tries >= 1, "--limit, --parallel and --tries start at 1.");
    require(timeout >= 1 && maxTokens >= 1, "--timeout and --max-tokens start at 1.");
    require(temperature >= 0 && mostChange >= 1, "--temperature starts at 0, --most-change at 1.");
    require(topLogprobs >= 0 && topLogprobs <= 20, "--top-logprobs must be 0 to 20.");
    require(
        Double.isInfinite(budget) || priceIn + priceOut > 0,
        "A --budget needs prices: say --price-in and --price-out.");
  }

  private EditFormat format() throws IOException {
    require(
        FORMATS.contains(formatName),
        "--format must be one of " + String.join(", ", FORMATS) + ".");
    Predicate<String> known =
        formatName.equals("script-v2")
            ? new KnownWords(KnownWords.read(work.tokenizer()))
            : word -> false;
    return EditFormats.byName(formatName, known).orElseThrow();
  }

  private String key() {
    if (keyVariable == null) {
      return "";
    }
    var key = System.getenv(keyVariable);
    require(
        key != null && !key.isBlank(),
        "The environment variable " + keyVariable + " is empty; put the key there.");
    return key == null ? "" : key.strip();
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
