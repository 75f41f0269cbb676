package dev.brisk.edit.format;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The formats there are. */
public final class EditFormats {
  private static final List<EditFormat> ALL =
      List.of(
          new ScriptFormat(), new RegionFormat(), new RegionChatFormat(), new ScriptChatFormat());

  private EditFormats() {}

  /**
   * The format called {@code name}, if there is one.
   *
   * @param known whether a word is one token of the model's vocabulary, with and without a space
   *     before it; asked only by script-v2
   */
  public static Optional<EditFormat> byName(String name, Predicate<String> known) {
    return name.equals(ScriptV2Format.NAME)
        ? Optional.of(new ScriptV2Format(known))
        : ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** All names, the built-in model's format first. */
  public static List<String> names() {
    return Stream.concat(Stream.of(ScriptV2Format.NAME), ALL.stream().map(EditFormat::name))
        .toList();
  }
}
