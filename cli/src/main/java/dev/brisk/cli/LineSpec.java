package dev.brisk.cli;

import dev.brisk.edit.Region;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code A:B} (lines A to B) or {@code A} (that line) as a region. */
final class LineSpec implements ITypeConverter<Region> {
  private static final Pattern LINES = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

  @Override
  public Region convert(String value) {
    var match = LINES.matcher(value);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + value + "' names no lines: give A:B, such as 5:14, or one line");
    }
    int first = Integer.parseInt(match.group(1));
    return new Region(first, match.group(2) == null ? first : Integer.parseInt(match.group(2)));
  }
}
