package dev.brisk.server.constrain;

import dev.brisk.engine.OutputState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows outputs through a grammar, byte by byte, with Earley's algorithm over a network: any
 * grammar will do, also one that is ambiguous or left-recursive.
 *
 * <p>Sets of items that say the same are the same object, which remembers what follows it. So the
 * regular parts of a grammar (a text in quotes, a number) turn into deterministic automata while
 * they are used: a byte costs one look into an array. Safe for use by many threads.
 */
final class Recognizer {
  /** Sets that are remembered, 0.5 to 2 kB each. */
  private static final int MAX_SETS = 10_000;

  /** Outputs that can be read in more ways than this are given up. */
  private static final int MAX_ITEMS = 10_000;

  private final Network network;
  private final Map<Set<Item>, ItemSet> known = new ConcurrentHashMap<>();
  private final ItemSet start;
  private final ItemSet refused = new ItemSet(this, new int[0], new ItemSet[0], false);

  /** A state of the network in a rule that began at a set; null if it begins at this set. */
  private record Item(int place, @Nullable ItemSet origin) {}

  Recognizer(Network network) {
    this.network = network;
    var first = new Item(network.starts()[network.start()], null);
    start = close(Set.of(first), null);
  }

  Network network() {
    return network;
  }

  /** The state before any output. */
  OutputState start() {
    return start;
  }

  boolean isRefused(ItemSet set) {
    return set == refused;
  }

  /** The set that follows by a byte of a class. */
  ItemSet after(ItemSet set, int kind) {
    var moved = new HashSet<Item>();
    for (int i = 0; i < set.size(); i++) {
      int[] steps = network.steps()[set.place(i)];
      for (int s = 0; s < steps.length; s += 3) {
        if (steps[s] <= kind && kind <= steps[s + 1]) {
          moved.add(new Item(steps[s + 2], set.origin(i)));
        }
      }
    }
    if (moved.isEmpty()) {
      return refused;
    }
    if (known.size() >= MAX_SETS) {
      forget(set);
    }
    return close(moved, start);
  }

  /**
   * Adds to what was moved whatever begins or ends there.
   *
   * @param first the set before any output; null if this is the one
   */
  private ItemSet close(Set<Item> moved, @Nullable ItemSet first) {
    var closure = new Closure();
    moved.forEach(closure::add);
    for (int i = 0; i < closure.items.size(); i++) {
      if (i == MAX_ITEMS) {
        throw new ConstraintException(
            "The output can be read by its grammar in too many ways to go on; make the grammar less ambiguous.");
      }
      closure.expand(closure.items.get(i));
    }
    return closure.finish(first);
  }

  private final class Closure {
    final List<Item> items = new ArrayList<>();
    private final Set<Item> members = new HashSet<>();

    /** Rules that began and ended here, without a byte. */
    private final BitSet empty = new BitSet();

    void add(Item item) {
      if (members.add(item)) {
        items.add(item);
      }
    }

    void expand(Item item) {
      for (int next : network.skips()[item.place()]) {
        add(new Item(next, item.origin()));
      }
      int[] calls = network.calls()[item.place()];
      for (int c = 0; c < calls.length; c += 2) {
        add(new Item(network.starts()[calls[c]], null));
        if (empty.get(calls[c])) {
          add(new Item(calls[c + 1], item.origin()));
        }
      }
      int ended = network.ends()[item.place()];
      if (ended >= 0) {
        end(ended, item.origin());
      }
    }

    /** Goes on with whoever called a rule. */
    private void end(int rule, @Nullable ItemSet origin) {
      if (origin == null) {
        if (!empty.get(rule)) {
          empty.set(rule);
          for (int i = 0; i < items.size(); i++) {
            returnTo(items.get(i).place(), rule, items.get(i).origin());
          }
        }
        return;
      }
      for (int i = 0; i < origin.size(); i++) {
        returnTo(origin.place(i), rule, origin.origin(i));
      }
    }

    private void returnTo(int place, int rule, @Nullable ItemSet origin) {
      int[] calls = network.calls()[place];
      for (int c = 0; c < calls.length; c += 2) {
        if (calls[c] == rule) {
          add(new Item(calls[c + 1], origin));
        }
      }
    }

    /**
     * The set of what can be gone on with. What has ended is left out: it has done its part, and
     * without it the same place reached again and again is the same set.
     */
    ItemSet finish(@Nullable ItemSet first) {
      var useful = new HashSet<Item>();
      boolean mayEnd = false;
      for (var item : items) {
        int place = item.place();
        boolean whole = item.origin() == first && network.ends()[place] == network.start();
        mayEnd |= whole;
        if (whole || network.steps()[place].length > 0 || network.calls()[place].length > 0) {
          useful.add(item);
        }
      }
      boolean ends = mayEnd;
      return known.computeIfAbsent(useful, same -> set(same, ends));
    }
  }

  private ItemSet set(Set<Item> items, boolean mayEnd) {
    int[] places = new int[items.size()];
    var origins = new @Nullable ItemSet[places.length];
    int i = 0;
    for (var item : items) {
      places[i] = item.place();
      origins[i++] = item.origin();
    }
    return new ItemSet(this, places, origins, mayEnd);
  }

  /** Forgets all sets but those that an output needs, and how they follow each other. */
  private void forget(ItemSet current) {
    known.clear();
    start.forget();
    Set<ItemSet> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    var left = new ArrayDeque<ItemSet>(List.of(current));
    while (!left.isEmpty()) {
      var set = left.pop();
      if (needed.add(set)) {
        set.forget();
        for (int i = 0; i < set.size(); i++) {
          left.push(set.origin(i));
        }
      }
    }
  }
}
