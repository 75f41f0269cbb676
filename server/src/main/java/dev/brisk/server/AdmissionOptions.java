package dev.brisk.server;

import dev.brisk.server.admission.Objective;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code brisk serve} takes on how many answers run at a time, and who waits. */
final class AdmissionOptions {
  /** How many another machine may be asked at once; it has limits of its own, too. */
  private static final int ELSEWHERE = 256;

  @Option(
      names = "--objective-itl",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = {
        "The longest gap between two chunks of an answer, 95 times out of 100 (default 50ms): more",
        "answers run at a time only while those that run stay below it."
      })
  private @Nullable Duration gap;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description =
          "Most answers that run at a time, however fast they are (default 8, or 256 if they are not computed here).")
  private @Nullable Integer streams;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description =
          "Requests that may wait for their turn (default 64); others are told to come back later (429).")
  private @Nullable Integer places;

  @Option(
      names = "--max-wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long a request may wait for its turn (default 30s).")
  private @Nullable Duration patience;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Looks whether the options can be meant. */
  void check() {
    require(gap == null || gap.isPositive(), "--objective-itl must be longer than nothing");
    require(
        streams == null || (streams >= 1 && streams <= 4096), "--streams must be from 1 to 4096");
    require(
        places == null || (places >= 0 && places <= 100_000), "--queue must be from 0 to 100000");
    require(patience == null || patience.isPositive(), "--max-wait must be longer than nothing");
  }

  /**
   * What the options say, on top of what holds without them.
   *
   * @param here whether answers are computed in this process
   */
  Objective objective(boolean here) {
    var all = here ? Objective.DEFAULT : Objective.DEFAULT.most(ELSEWHERE);
    all = Optional.ofNullable(gap).map(all::gap).orElse(all);
    all = Optional.ofNullable(streams).map(all::most).orElse(all);
    all = Optional.ofNullable(places).map(all::places).orElse(all);
    return Optional.ofNullable(patience).map(all::patience).orElse(all);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
