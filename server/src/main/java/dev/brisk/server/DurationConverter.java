package dev.brisk.server;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 50ms}, {@code 90s}, {@code 30m}, {@code 3h}, {@code 2d},
 * {@code 1h30m}.
 */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    var upper = text.strip().toUpperCase(Locale.ROOT);
    try {
      if (upper.matches("[0-9]{1,9}MS")) {
        return Duration.ofMillis(Integer.parseInt(upper.substring(0, upper.length() - 2)));
      }
      if (upper.startsWith("P")) {
        return Duration.parse(upper);
      }
      int days = upper.indexOf('D');
      return days < 0
          ? Duration.parse("PT" + upper)
          : Duration.parse(
              "P"
                  + upper.substring(0, days + 1)
                  + (days + 1 < upper.length() ? "T" + upper.substring(days + 1) : ""));
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is no duration; write 90s, 30m or 3h");
    }
  }
}
