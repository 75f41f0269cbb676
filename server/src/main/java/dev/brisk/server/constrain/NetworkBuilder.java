package dev.brisk.server.constrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Collects states and steps of a network. */
final class NetworkBuilder {
  /** About 15 MB. A string of at most 100,000 characters takes as many states. */
  private static final int MAX_STATES = 120_000;

  private final List<int[]> rules = new ArrayList<>();
  private final List<State> states = new ArrayList<>();

  private static final class State {
    int ends = -1;
    int[] steps = {};
    int[] calls = {};
    int[] skips = {};
  }

  /** A new rule, with a state where it begins and one where it ends. */
  int rule() {
    int rule = rules.size();
    int end = state();
    states.get(end).ends = rule;
    rules.add(new int[] {state(), end});
    return rule;
  }

  int start(int rule) {
    return rules.get(rule)[0];
  }

  int end(int rule) {
    return rules.get(rule)[1];
  }

  /** A new state. */
  int state() {
    if (states.size() == MAX_STATES) {
      throw new ConstraintException(
          "The constraint is too large: lengths and repetitions together come to more than %,d places; use smaller bounds."
              .formatted(MAX_STATES));
    }
    states.add(new State());
    return states.size() - 1;
  }

  /** A step over any byte from {@code low} to {@code high}. */
  void step(int from, int low, int high, int to) {
    states.get(from).steps = with(states.get(from).steps, low, high, to);
  }

  void call(int from, int rule, int to) {
    states.get(from).calls = with(states.get(from).calls, rule, to);
  }

  void skip(int from, int to) {
    states.get(from).skips = with(states.get(from).skips, to);
  }

  private static int[] with(int[] list, int... more) {
    int[] longer = Arrays.copyOf(list, list.length + more.length);
    System.arraycopy(more, 0, longer, list.length, more.length);
    return longer;
  }

  /**
   * The network without the ways from which no output can end.
   *
   * @throws ConstraintException if there is no other
   */
  Network build(int start) {
    var living = living();
    if (!living.get(start(start))) {
      throw new ConstraintException(
          "Nothing meets the constraint: every output that it allows would have to go on for ever or contradicts itself.");
    }
    states.forEach(state -> prune(state, living));
    int[] classOf = classes();
    for (var state : states) {
      for (int i = 0; i < state.steps.length; i += 3) {
        state.steps[i] = classOf[state.steps[i]];
        state.steps[i + 1] = classOf[state.steps[i + 1]];
      }
    }
    return new Network(
        rules.stream().mapToInt(rule -> rule[0]).toArray(),
        start,
        states.stream().mapToInt(state -> state.ends).toArray(),
        states.stream().map(state -> state.steps).toArray(int[][]::new),
        states.stream().map(state -> state.calls).toArray(int[][]::new),
        states.stream().map(state -> state.skips).toArray(int[][]::new),
        classOf,
        classOf[255] + 1);
  }

  /** The states from which the end of their rule can be reached. */
  private BitSet living() {
    var living = new BitSet();
    boolean changed = true;
    while (changed) {
      changed = false;
      // Later states are mostly nearer to the end.
      for (int i = states.size() - 1; i >= 0; i--) {
        if (!living.get(i) && lives(states.get(i), living)) {
          living.set(i);
          changed = true;
        }
      }
    }
    return living;
  }

  private boolean lives(State state, BitSet living) {
    if (state.ends >= 0) {
      return true;
    }
    for (int i = 0; i < state.steps.length; i += 3) {
      if (living.get(state.steps[i + 2])) {
        return true;
      }
    }
    for (int i = 0; i < state.calls.length; i += 2) {
      if (living.get(state.calls[i + 1]) && living.get(start(state.calls[i]))) {
        return true;
      }
    }
    return Arrays.stream(state.skips).anyMatch(living::get);
  }

  private void prune(State state, BitSet living) {
    int[] steps = {};
    for (int i = 0; i < state.steps.length; i += 3) {
      if (living.get(state.steps[i + 2])) {
        steps = with(steps, state.steps[i], state.steps[i + 1], state.steps[i + 2]);
      }
    }
    int[] calls = {};
    for (int i = 0; i < state.calls.length; i += 2) {
      if (living.get(state.calls[i + 1]) && living.get(start(state.calls[i]))) {
        calls = with(calls, state.calls[i], state.calls[i + 1]);
      }
    }
    state.steps = steps;
    state.calls = calls;
    state.skips = Arrays.stream(state.skips).filter(living::get).distinct().toArray();
  }

  private int[] classes() {
    var begins = new BitSet(257);
    for (var state : states) {
      for (int i = 0; i < state.steps.length; i += 3) {
        begins.set(state.steps[i]);
        begins.set(state.steps[i + 1] + 1);
      }
    }
    int[] classOf = new int[256];
    int number = 0;
    for (int octet = 0; octet < 256; octet++) {
      if (octet > 0 && begins.get(octet)) {
        number++;
      }
      classOf[octet] = number;
    }
    return classOf;
  }
}
