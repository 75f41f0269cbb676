package dev.brisk.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code [[model]]}: one model that is served.
 *
 * @param name what it is called here; none leaves it to the model
 * @param aliases other names that mean it
 * @param context most tokens of prompt and output together; none leaves it to the model
 */
public record ModelSection(
    Optional<String> name, List<String> aliases, OptionalInt context, Source source) {
  public ModelSection {
    aliases = List.copyOf(aliases);
  }

  /** Who answers. */
  public sealed interface Source permits LocalModel, ScriptFile, UpstreamModel {}

  /**
   * A GGUF file.
   *
   * @param file its path, or {@code builtin}
   * @param draft the path of a smaller model that drafts for it
   * @param threads threads that compute for it
   * @param chatTemplate a file with a chat template in Jinja, instead of the model's own
   */
  public record LocalModel(
      String file, Optional<String> draft, OptionalInt threads, Optional<Path> chatTemplate)
      implements Source {}

  /** A script, to test clients. */
  public record ScriptFile(Path file) implements Source {}

  static ModelSection of(Table table) {
    var name = table.text("name");
    var aliases = table.texts("aliases");
    var context = table.integer("context", 1, Integer.MAX_VALUE);
    var source = source(table);
    table.end();
    return new ModelSection(name, aliases, context, source);
  }

  private static Source source(Table table) {
    var kinds = List.of("file", "scripted", "upstream").stream().filter(table::has).toList();
    if (kinds.size() != 1) {
      throw table.error(
          "A model has one of 'file' (a GGUF file), 'upstream' (the address of an engine) and 'scripted' (a script).");
    }
    return switch (kinds.getFirst()) {
      case "file" -> local(table);
      case "scripted" -> new ScriptFile(table.path("scripted").orElseThrow());
      default -> UpstreamModel.of(table);
    };
  }

  private static LocalModel local(Table table) {
    var file = table.text("file").orElseThrow();
    return new LocalModel(
        file.equals("builtin") ? file : table.path("file").orElseThrow().toString(),
        table.path("draft_file").map(Path::toString),
        table.integer("threads", 1, 1024),
        table.path("chat_template"));
  }
}
