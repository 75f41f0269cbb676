package dev.brisk.distill;

import dev.brisk.distill.train.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk distill run}: all steps, from nothing to a model file. */
@Command(
    name = "run",
    description = {
      "Does all steps: data, tokenizer, encode, train, export.",
      "With --config smoke it takes about five minutes and makes a weak model that works."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--config",
      defaultValue = "small",
      description = "smoke, nano, small or medium (default: ${DEFAULT-VALUE}).")
  private String config = "small";

  @Option(names = "--minutes", description = "Of training (default: those of the configuration).")
  private double minutes;

  @Option(
      names = "--no-fetch",
      description = "Take the sources from the folder jars only and fetch none with Maven.")
  private boolean noFetch;

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

  @Override
  public Integer call() {
    var plan =
        Plan.named(config)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "There is no configuration '%s'; use smoke, nano, small or medium."
                            .formatted(config)));
    var corpus = new ArrayList<String>();
    if (list != null) {
      corpus.addAll(List.of("--list", list.toString()));
    }
    if (plan.corpus().artifacts() > 0) {
      corpus.addAll(List.of("--artifacts", String.valueOf(plan.corpus().artifacts())));
    }
    var steps = new ArrayList<List<String>>();
    var data =
        new ArrayList<>(
            List.of(
                "data",
                "--per-kind",
                plan.corpus().perKind() + "",
                "--held-out-per-kind",
                plan.corpus().heldOutPerKind() + ""));
    if (!noFetch) {
      data.add("--fetch");
    }
    data.addAll(corpus);
    steps.add(data);
    var tokenizer = new ArrayList<>(List.of("tokenizer", "--size", plan.corpus().tokens() + ""));
    tokenizer.addAll(corpus);
    steps.add(tokenizer);
    steps.add(List.of("encode"));
    var completions = new ArrayList<>(List.of("completions"));
    completions.addAll(corpus);
    steps.add(completions);
    var train = new ArrayList<>(List.of("train", "--config", config));
    if (minutes > 0) {
      train.addAll(List.of("--minutes", String.valueOf(minutes)));
    }
    steps.add(train);
    steps.add(List.of("export", "--run", config));
    for (var step : steps) {
      var arguments = new ArrayList<>(step);
      arguments.addAll(List.of("--work", work.folder().toString()));
      System.err.println("brisk distill " + String.join(" ", arguments));
      var line = new CommandLine(new DistillCommand());
      line.setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler());
      var code = line.execute(arguments.toArray(String[]::new));
      if (code != 0) {
        return code;
      }
    }
    System.out.println(
        "Use it: brisk stop; brisk serve --model "
            + work.run(config).resolve(config + ".gguf")
            + " and then brisk edit.");
    return 0;
  }
}
