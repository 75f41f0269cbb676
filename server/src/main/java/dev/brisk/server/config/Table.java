package dev.brisk.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a configuration file. It remembers which of its keys were asked for, so that {@link
 * #end} can name those that nobody knows; every error names the line.
 */
final class Table {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private final Path file;
  private final TomlTable table;

  /** Where the table begins; 0 for the whole file. */
  private final int line;

  private final Set<String> known = new TreeSet<>();

  private Table(Path file, TomlTable table, int line) {
    this.file = file;
    this.table = table;
    this.line = line;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it cannot be read
   */
  static Table read(Path file) {
    try {
      var toml = Toml.parse(Files.readString(file));
      if (toml.hasErrors()) {
        var error = toml.errors().getFirst();
        throw new ConfigurationException(
            file + ", line " + error.position().line() + ": " + sentence(error.getMessage()));
      }
      return new Table(file, toml, 0);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The configuration " + file + " cannot be read; is it a text file in UTF-8?", e);
    }
  }

  boolean has(String name) {
    return table.contains(List.of(name));
  }

  Optional<String> text(String name) {
    return value(name, String.class, "a string");
  }

  Optional<Boolean> bool(String name) {
    return value(name, Boolean.class, "true or false");
  }

  OptionalInt integer(String name, int least, int most) {
    var value = value(name, Long.class, "a whole number");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.get() < least || value.get() > most) {
      throw error(name, "'" + name + "' must be from " + least + " to " + most + ".");
    }
    return OptionalInt.of(value.get().intValue());
  }

  OptionalDouble number(String name) {
    var value = value(name, Number.class, "a number");
    return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(value.get().doubleValue());
  }

  /** A time such as {@code 500ms}, {@code 90s}, {@code 2m} or {@code 3h}, longer than nothing. */
  Optional<Duration> duration(String name) {
    return text(name).map(text -> duration(name, text));
  }

  private Duration duration(String name, String text) {
    var parts = DURATION.matcher(text);
    long count = parts.matches() ? Long.parseLong(parts.group(1)) : 0;
    if (count == 0) {
      throw error(name, "'" + name + "' must be a time such as 500ms, 90s, 2m or 3h.");
    }
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** A path; a relative one is seen from the folder of the file. */
  Optional<Path> path(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return file.toAbsolutePath().resolveSibling(text).normalize();
              } catch (IllegalArgumentException e) {
                throw error(name, "'" + name + "' is no path.");
              }
            });
  }

  /** A constant, written in lower case. */
  <T extends Enum<T>> Optional<T> oneOf(String name, Class<T> type) {
    return text(name)
        .map(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> word(constant).equals(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            error(
                                name,
                                "'"
                                    + name
                                    + "' must be one of "
                                    + Arrays.stream(type.getEnumConstants())
                                        .map(Table::word)
                                        .collect(Collectors.joining(", "))
                                    + ".")));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Strings in order; none if the key is absent. */
  List<String> texts(String name) {
    return items(
        name,
        text -> text,
        other -> {
          throw other.error("'" + name + "' must hold strings.");
        });
  }

  /** A table in this one. */
  Optional<Table> table(String name) {
    return value(name, TomlTable.class, "a table")
        .map(inner -> new Table(file, inner, lineOf(name)));
  }

  /** Tables in order; none if the key is absent. */
  List<Table> tables(String name) {
    return items(
        name,
        text -> {
          throw error(name, "'" + name + "' must be a table; write [[" + name + "]].");
        },
        inner -> inner);
  }

  /**
   * A string, a table or several of both, in order; none if the key is absent.
   *
   * @param text makes an item of a string; an {@link IllegalArgumentException} of it is an error
   */
  <T> List<T> items(String name, Function<String, T> text, Function<Table, T> inner) {
    known.add(name);
    var value = table.get(List.of(name));
    if (value instanceof TomlArray array) {
      return IntStream.range(0, array.size())
          .mapToObj(i -> item(name, array.get(i), line(array.inputPositionOf(i)), text, inner))
          .toList();
    }
    return value == null ? List.of() : List.of(item(name, value, lineOf(name), text, inner));
  }

  private <T> T item(
      String name, Object value, int at, Function<String, T> text, Function<Table, T> inner) {
    try {
      return switch (value) {
        case String string -> text.apply(string);
        case TomlTable one -> inner.apply(new Table(file, one, at));
        default -> throw error(at, "'" + name + "' must be a string or a table.");
      };
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(at(at) + e.getMessage(), e);
    }
  }

  /**
   * All keys have been asked for.
   *
   * @throws ConfigurationException which names a key that nobody knows
   */
  void end() {
    var unknown = new HashSet<>(table.keySet());
    unknown.removeAll(known);
    unknown.stream()
        .min((a, b) -> Integer.compare(lineOf(a), lineOf(b)))
        .ifPresent(
            name -> {
              throw error(
                  name,
                  "'" + name + "' is unknown here; use one of " + String.join(", ", known) + ".");
            });
  }

  /** An error of the whole table. */
  ConfigurationException error(String sentence) {
    return error(line, sentence);
  }

  private ConfigurationException error(String name, String sentence) {
    return error(lineOf(name), sentence);
  }

  private ConfigurationException error(int at, String sentence) {
    return new ConfigurationException(at(at) + sentence);
  }

  private String at(int at) {
    return at == 0 ? file + ": " : file + ", line " + at + ": ";
  }

  private <T> Optional<T> value(String name, Class<T> type, String expected) {
    known.add(name);
    var value = table.get(List.of(name));
    if (value != null && !type.isInstance(value)) {
      throw error(name, "'" + name + "' must be " + expected + ".");
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private int lineOf(String name) {
    return line(table.inputPositionOf(List.of(name)));
  }

  private static int line(@Nullable TomlPosition position) {
    return position == null ? 0 : position.line();
  }

  private static String sentence(@Nullable String message) {
    var text = String.valueOf(message).strip();
    return text.endsWith(".") ? text : text + ".";
  }
}
