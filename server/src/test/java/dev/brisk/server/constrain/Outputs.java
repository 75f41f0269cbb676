package dev.brisk.server.constrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.OutputState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** What may come out under a constraint. */
final class Outputs {
  private static final ConstraintCache CACHE = new ConstraintCache();

  private Outputs() {}

  static HeldOutput open(OutputConstraint constraint) {
    return CACHE.open(constraint, Surroundings.NONE);
  }

  /** Whether an output may be exactly this text. */
  static boolean mayBe(OutputConstraint constraint, String text) {
    return refusedAt(constraint, text) < 0;
  }

  /**
   * The first character of a text that an output may not have there; the text's length if it may
   * only not end there, -1 if the text is allowed.
   */
  static int refusedAt(OutputConstraint constraint, String text) {
    var output = open(constraint);
    for (int i = 0; i < text.length(); i++) {
      var character = text.substring(i, i + 1);
      if (!output.allows(character)) {
        return i;
      }
      output.advance(character);
    }
    return output.mayEnd() ? -1 : text.length();
  }

  /** Takes a text in pieces of random lengths. */
  static boolean mayBeInPieces(OutputConstraint constraint, String text, Random random) {
    var output = open(constraint);
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(5));
      var piece = text.substring(at, end);
      if (!output.allows(piece)) {
        return false;
      }
      output.advance(piece);
      at = end;
    }
    return output.mayEnd();
  }

  /**
   * An output by random choice among the bytes that are allowed.
   *
   * @param most bytes after which it goes the shortest way to its end
   */
  static String any(OutputConstraint constraint, Random random, int most) {
    var bytes = new ByteArrayOutputStream();
    var at = open(constraint).state();
    while (!at.mayEnd() || (bytes.size() < most && random.nextInt(4) > 0)) {
      var choices = bytes.size() < most ? choices(at) : shortestWay(at);
      if (choices.isEmpty() && at.mayEnd()) {
        break;
      }
      assertThat(choices).as("after " + bytes.toString(StandardCharsets.UTF_8)).isNotEmpty();
      int octet = choices.get(random.nextInt(choices.size()));
      bytes.write(octet);
      at = Objects.requireNonNull(at.after(octet));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<Integer> choices(OutputState at) {
    return IntStream.range(0, 256).filter(octet -> at.after(octet) != null).boxed().toList();
  }

  /** The first byte of the shortest way to where the output may end. */
  private static List<Integer> shortestWay(OutputState from) {
    record Way(OutputState at, int first) {}
    Set<OutputState> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var ways = new ArrayDeque<>(List.of(new Way(from, -1)));
    while (!ways.isEmpty()) {
      var way = ways.poll();
      if (way.at().mayEnd()) {
        return List.of(way.first());
      }
      for (int octet : choices(way.at())) {
        var next = Objects.requireNonNull(way.at().after(octet));
        if (seen.add(next)) {
          ways.add(new Way(next, way.first() < 0 ? octet : way.first()));
        }
      }
    }
    return List.of();
  }
}
