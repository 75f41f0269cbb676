package dev.brisk.lab.load;

/** What happens at one arrival: one request, or many that belong together. */
@FunctionalInterface
public interface Scenario {
  /** Plays it; in a thread of its own, which is interrupted when the run ends. */
  void play(Stage stage) throws InterruptedException;
}
