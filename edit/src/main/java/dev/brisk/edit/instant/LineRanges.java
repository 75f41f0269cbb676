package dev.brisk.edit.instant;

import dev.brisk.edit.EditRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines that go and are said in numbers of the file ({@code delete line 7}, {@code lines 3 through
 * 7 can go}, {@code drop lines 3 and 5}), or by where they stand in the region ({@code remove the
 * last two lines}, {@code delete everything after line 9}); of the latter only what leaves its
 * brackets in pairs.
 */
final class LineRanges {
  private static final String VERB =
      "(?:delete|remove|drop|erase|discard|cut(?:\\s+out)?|kill|strip|get\\s+rid\\s+of|throw\\s+away"
          + "|take\\s+out|leave\\s+out|i\\s+don't\\s+(?:need|want))\\s+(?:the\\s+)?";
  private static final String GONE =
      "\\s+(?:(?:can|should|must|has\\s+to|have\\s+to)\\s+(?:go|be\\s+(?:deleted|removed|dropped))"
          + "|(?:is|are)\\s+(?:superfluous|obsolete|unnecessary|redundant|not\\s+needed(?:\\s+any\\s?more)?))";
  private static final String NUMBERS =
      "(?:lines?|rows?)\\s+(\\d{1,7})(?:\\s*(-|–|\\.\\.+|to|through|thru|until|till|up\\s+to|and|,|&)"
          + "\\s*(?:lines?\\s+)?(\\d{1,7}))?(?:\\s+here)?";
  private static final String COUNTED =
      "(first|last)\\s+(?:(\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\\s+)?lines?";
  private static final String SIDE =
      "(?:everything|all(?:\\s+(?:the\\s+)?lines)?|(?:the\\s+)?lines|the\\s+rest)\\s+"
          + "(after|below|behind|from|before|above|up\\s+to)\\s+line\\s+(\\d{1,7})(?:\\s+on)?";

  private static final Pattern DELETE_NUMBERS = InstantEdits.pattern(VERB + NUMBERS);
  private static final Pattern NUMBERS_GO = InstantEdits.pattern("(?:the\\s+)?" + NUMBERS + GONE);
  private static final Pattern DELETE_COUNTED = InstantEdits.pattern(VERB + COUNTED);
  private static final Pattern DELETE_SIDE = InstantEdits.pattern(VERB + SIDE);

  private static final List<String> COUNTS =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private LineRanges() {}

  /** The region's lines without those that go, or empty where the instruction does not say so. */
  static Optional<List<String>> deleted(EditRequest request, String instruction) {
    var region = request.region();
    for (var pattern : List.of(DELETE_NUMBERS, NUMBERS_GO)) {
      var numbers = pattern.matcher(instruction);
      if (numbers.matches()) {
        var first = Integer.parseInt(numbers.group(1));
        var last = numbers.group(3) == null ? first : Integer.parseInt(numbers.group(3));
        var joint = numbers.group(2) == null ? "to" : numbers.group(2).toLowerCase(Locale.ROOT);
        return joint.equals("and") || joint.equals(",") || joint.equals("&")
            ? without(request, last, last).flatMap(x -> both(request, first, last))
            : without(request, first, last);
      }
    }
    var counted = DELETE_COUNTED.matcher(instruction);
    if (counted.matches()) {
      var count = count(counted.group(2));
      return counted.group(1).equalsIgnoreCase("first")
          ? withoutPairs(request, region.firstLine(), region.firstLine() + count - 1)
          : withoutPairs(request, region.lastLine() - count + 1, region.lastLine());
    }
    var side = DELETE_SIDE.matcher(instruction);
    if (side.matches()) {
      var line = Integer.parseInt(side.group(2));
      return switch (side.group(1).toLowerCase(Locale.ROOT)) {
        case "after", "below", "behind" -> withoutPairs(request, line + 1, region.lastLine());
        case "from" -> withoutPairs(request, line, region.lastLine());
        case "before", "above" -> withoutPairs(request, region.firstLine(), line - 1);
        default -> withoutPairs(request, region.firstLine(), line);
      };
    }
    return Optional.empty();
  }

  private static int count(@org.jspecify.annotations.Nullable String said) {
    if (said == null) {
      return 1;
    }
    var word = COUNTS.indexOf(said.toLowerCase(Locale.ROOT));
    return word >= 0 ? word + 1 : Integer.parseInt(said);
  }

  private static Optional<List<String>> without(EditRequest request, int first, int last) {
    var region = request.region();
    if (first > last || first < region.firstLine() || last > region.lastLine()) {
      return Optional.empty();
    }
    var result = new ArrayList<>(request.regionLines());
    result.subList(first - region.firstLine(), last - region.firstLine() + 1).clear();
    return Optional.of(result);
  }

  /** Two lines, and not those between. */
  private static Optional<List<String>> both(EditRequest request, int one, int other) {
    return without(request, one, one)
        .filter(x -> one != other)
        .map(
            lines -> {
              var left = new ArrayList<>(lines);
              left.remove(other - request.region().firstLine() - (one < other ? 1 : 0));
              return List.copyOf(left);
            });
  }

  /**
   * The same where no bracket's other half stays: who counts lines from an end does not see that
   * one goes along.
   */
  private static Optional<List<String>> withoutPairs(EditRequest request, int first, int last) {
    var start = request.region().firstLine();
    return without(request, first, last)
        .filter(
            left -> {
              var gone = request.regionLines().subList(first - start, last - start + 1);
              return isPaired(gone, '{', '}') && isPaired(gone, '(', ')');
            });
  }

  /** Whether each bracket is closed, and none that was opened before: not so in "} else {". */
  private static boolean isPaired(List<String> lines, char open, char close) {
    var depth = 0;
    for (var line : lines) {
      for (var at = 0; at < line.length(); at++) {
        var c = line.charAt(at);
        depth += c == open ? 1 : c == close ? -1 : 0;
        if (depth < 0) {
          return false;
        }
      }
    }
    return depth == 0;
  }
}
