/** A server that rewrites regions, until it is closed. */
interface Rewriter extends AutoCloseable {
  /**
   * What was answered.
   *
   * @param promptTokens tokens of the prompt, those from a cache included
   * @param tokens tokens of the output, the one that ends it included
   */
  record Answer(int promptTokens, int tokens) {}

  /** Asks for at most so many tokens, and waits for all of them. */
  Answer rewrite(RewriteCase rewrite, int most) throws Exception;
}
