package dev.brisk.edit.format;

import java.util.List;
import java.util.Optional;

/** The formats there are. */
public final class EditFormats {
  private static final List<EditFormat> ALL =
      List.of(
          new ScriptFormat(), new RegionFormat(), new RegionChatFormat(), new ScriptChatFormat());

  private EditFormats() {}

  /** The format called {@code name}, if there is one. */
  public static Optional<EditFormat> byName(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** All names, the built-in model's format first. */
  public static List<String> names() {
    return ALL.stream().map(EditFormat::name).toList();
  }
}
