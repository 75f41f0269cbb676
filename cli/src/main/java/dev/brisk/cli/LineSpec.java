package dev.brisk.cli;

import dev.brisk.edit.Region;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code A:B} (lines A to B) or {@code A} (that line) as a region. */
final class LineSpec implements ITypeConverter<Region> {
  @Override
  public Region convert(String value) {
    return EditArguments.region(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' names no lines: give A:B, such as 5:14, or one line"));
  }
}
