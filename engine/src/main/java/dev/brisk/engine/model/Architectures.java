package dev.brisk.engine.model;

import static java.util.stream.Collectors.joining;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.RopeScaling;
import dev.brisk.engine.gguf.GgufFile;
import java.lang.foreign.Arena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The families of models that this engine knows: the one place that maps a name to its class. */
public final class Architectures {
  private static final List<Family> FAMILIES =
      List.of(
          new Llama(), new Qwen2(), new Qwen3(), new Qwen3Moe(), new StarCoder2(), new Granite());

  private Architectures() {}

  /**
   * Checks that a file's family is known and its metadata sound; reads no weights.
   *
   * @throws ModelFormatException if not
   */
  public static ModelConfig check(GgufFile file) {
    return check(file, null);
  }

  /**
   * The same with positions scaled otherwise than the metadata says, unless {@code scaling} is
   * null.
   */
  public static ModelConfig check(GgufFile file, @Nullable RopeScaling scaling) {
    return family(file).config(new ConfigReader(file.metadata(), scaling));
  }

  private static Family family(GgufFile file) {
    String name = file.metadata().requireString("general.architecture");
    return FAMILIES.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s is a model of the architecture '%s', which this engine does not know; it knows %s."
                        .formatted(
                            file.name(),
                            name,
                            FAMILIES.stream().map(Family::name).collect(joining(", ")))));
  }

  /**
   * Reads a model's weights into panels.
   *
   * @param vocabulary tokens of the tokenizer; the embedding has to have as many rows
   * @param panelWidth rows a panel that the kernels want
   * @param arena owns the packed weights
   * @throws ModelFormatException naming the tensor that is absent, unknown, of the wrong shape, or
   *     of a type that cannot be computed with
   */
  public static LanguageModel load(
      GgufFile file, ModelConfig config, int vocabulary, int panelWidth, Arena arena) {
    return new Decoder(family(file), file, config, vocabulary, panelWidth, arena);
  }
}
