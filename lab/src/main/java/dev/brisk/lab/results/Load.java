package dev.brisk.lab.results;

import java.util.Locale;

/** How requests are sent. */
public sealed interface Load {
  /** Open loop, the gaps exponentially distributed. */
  record Poisson(double perSecond) implements Load {}

  /** Open loop, all gaps equal. */
  record Constant(double perSecond) implements Load {}

  /** Closed loop: each of so many clients sends its next request when the last one has ended. */
  record Closed(int clients) implements Load {}

  /** Open loops one after another at the rates of the {@link Step}s. */
  record Ladder(boolean poisson) implements Load {}

  /** Whether requests are sent whatever the answers do. */
  default boolean open() {
    return !(this instanceof Closed);
  }

  /** In words. */
  default String words() {
    return switch (this) {
      case Poisson p -> String.format(Locale.ROOT, "open loop, Poisson, %s/s", rate(p.perSecond()));
      case Constant c ->
          String.format(Locale.ROOT, "open loop, constant, %s/s", rate(c.perSecond()));
      case Closed c -> c.clients() == 1 ? "closed loop, 1 client" : closed(c);
      case Ladder l -> "ladder of open loops, " + (l.poisson() ? "Poisson" : "constant");
    };
  }

  private static String closed(Closed load) {
    return "closed loop, " + load.clients() + " clients";
  }

  private static String rate(double perSecond) {
    return perSecond == Math.rint(perSecond)
        ? String.format(Locale.ROOT, "%.0f", perSecond)
        : String.format(Locale.ROOT, "%s", perSecond);
  }
}
