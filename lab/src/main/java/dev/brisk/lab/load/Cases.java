package dev.brisk.lab.load;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.results.Workload;

/** What a run asks. Safe for many threads. */
public interface Cases {
  /** Name, size and origin, for the results. */
  Workload describe();

  /** Why this cannot be asked by an API, as a sentence; empty if it can. */
  String refuses(Api api);

  /** Whether requests of one scenario share their prompts by nature, so that a cache helps. */
  default boolean sharesPrompts() {
    return false;
  }

  /**
   * What happens at arrival {@code index}.
   *
   * @param index from 0; the cases are gone through in order, and again from the first
   */
  Scenario scenario(int index);
}
