package dev.brisk.server.constrain;

import dev.brisk.engine.OutputState;
import org.jspecify.annotations.Nullable;

/**
 * Where an output stands in its grammar: the items of Earley's algorithm (J. Earley, An efficient
 * context-free parsing algorithm, 1970). An item says that a rule which began at an earlier set has
 * come to a state of the network.
 *
 * <p>What it says never changes. It remembers the sets that follow it, which changes nothing but
 * the speed; threads that do so at the same time find the same sets.
 */
final class ItemSet implements OutputState {
  private final Recognizer recognizer;

  /** States of the network, one an item. */
  private final int[] places;

  /** Where the item's rule began; null if it was here. */
  private final @Nullable ItemSet[] origins;

  private final boolean mayEnd;

  /** By class of bytes, as far as they were asked for. */
  private @Nullable ItemSet @Nullable [] following;

  ItemSet(Recognizer recognizer, int[] places, @Nullable ItemSet[] origins, boolean mayEnd) {
    this.recognizer = recognizer;
    this.places = places;
    this.origins = origins;
    this.mayEnd = mayEnd;
  }

  @Override
  public @Nullable ItemSet after(int octet) {
    int kind = recognizer.network().classOf()[octet];
    var known = following;
    if (known == null) {
      known = new ItemSet[recognizer.network().classes()];
      following = known;
    }
    var next = known[kind];
    if (next == null) {
      next = recognizer.after(this, kind);
      known[kind] = next;
    }
    return recognizer.isRefused(next) ? null : next;
  }

  @Override
  public boolean mayEnd() {
    return mayEnd;
  }

  int size() {
    return places.length;
  }

  int place(int item) {
    return places[item];
  }

  ItemSet origin(int item) {
    var origin = origins[item];
    return origin == null ? this : origin;
  }

  /** Forgets which sets follow; they can be found again. */
  void forget() {
    following = null;
  }
}
