package dev.brisk.distill;

import dev.brisk.distill.tokenizer.Twins;
import dev.brisk.distill.train.Plan;
import dev.brisk.distill.train.Start;
import dev.brisk.distill.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk distill train}: a run, begun or gone on with. */
@Command(
    name = "train",
    description = {
      "Trains a network on the token files, on the processor.",
      "The same command again goes on where the run stopped; Ctrl-C saves and stops it."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--config",
      defaultValue = "small",
      description = "Sizes and phases: smoke, nano, small or medium (default: ${DEFAULT-VALUE}).")
  private String config = "small";

  @Option(names = "--run", description = "Name of the run (default: that of the configuration).")
  private @Nullable String run;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = {
        "A model file whose weights the run begins with, instead of random ones; of the",
        "same configuration and vocabulary. Only the last phase is trained then."
      })
  private @Nullable Path from;

  @Option(
      names = "--minutes",
      description = "The budget over all resumptions (default: that of the configuration).")
  private double minutes;

  @Option(
      names = "--steps",
      description = "A budget of steps instead; gives the same weights again.")
  private int steps;

  @Option(
      names = "--batch-tokens",
      description = "Tokens of a step, about (default: those of the configuration).")
  private int batchTokens;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--threads", description = "Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--gate-minutes",
      description = "Minutes between looks at the validation samples (default: 10, or a quarter).")
  private double gateMinutes;

  @Option(
      names = "--patience",
      defaultValue = "12",
      description = "Looks without a gain before the run stops (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(names = "--muon-rate", defaultValue = "0.02", description = "Default: ${DEFAULT-VALUE}.")
  private float muonRate;

  @Option(names = "--adam-rate", defaultValue = "0.004", description = "Default: ${DEFAULT-VALUE}.")
  private float adamRate;

  @Override
  public Integer call() throws IOException {
    var plan =
        Plan.named(config)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "There is no configuration '%s'; use smoke, nano, small or medium."
                            .formatted(config)));
    if (from != null) {
      plan = plan.lastPhase();
    }
    var budget = minutes > 0 ? minutes : plan.minutes();
    var options =
        new Trainer.Options(
            work.folder().resolve("tokens"),
            work.run(run == null ? config : run),
            batchTokens > 0 ? plan.withBatch(batchTokens) : plan,
            seed,
            threads,
            budget,
            steps,
            gateMinutes > 0 ? gateMinutes : Math.min(10, budget / 4),
            patience,
            muonRate,
            adamRate);
    try (var trainer = new Trainer(options, start())) {
      var main = Thread.currentThread();
      var hook =
          new Thread(
              () -> {
                trainer.stop();
                try {
                  main.join(60_000);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
      trainer.run();
      if (!hook.isAlive()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
    return 0;
  }

  private Start start() {
    return from == null ? Start.random(Twins.of(work.tokenizer())) : Start.from(from);
  }
}
