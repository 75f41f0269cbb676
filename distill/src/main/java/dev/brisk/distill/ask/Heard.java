package dev.brisk.distill.ask;

/** What comes of asking once. */
sealed interface Heard permits Reply, Heard.Refusal {
  /**
   * The endpoint will not answer this question, such as one that is too long for it.
   *
   * @param why as it says
   */
  record Refusal(String why) implements Heard {}
}
