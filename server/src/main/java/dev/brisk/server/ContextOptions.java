package dev.brisk.server;

import dev.brisk.engine.KvType;
import dev.brisk.engine.Model;
import dev.brisk.engine.RopeScaling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What several commands take on contexts: how they are kept, and how far positions reach. */
final class ContextOptions {
  @Option(
      names = "--kv-type",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description =
          "How keys and values are kept: f32, f16 (half the memory) or q8_0 (a bit more than a quarter); ${DEFAULT-VALUE} if not given.")
  private KvType kvType = KvType.F32;

  @Option(
      names = "--rope-scaling",
      paramLabel = "KIND",
      description =
          "Scale positions by linear or yarn instead of as the model's metadata says; with --rope-scale.")
  private RopeScaling.@Nullable Kind kind;

  @Option(
      names = "--rope-scale",
      paramLabel = "FACTOR",
      description = "How many times longer contexts get than those the model was trained with.")
  private @Nullable Float factor;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  KvType kvType() {
    return kvType;
  }

  /**
   * Opens the model that {@code --model} names, with positions scaled as these options say.
   *
   * @throws dev.brisk.engine.ModelFormatException if there is none, or it cannot be used
   */
  Model open(String named) {
    if (kind == null && factor == null) {
      return BuiltInModel.open(named);
    }
    if (kind == null || factor == null) {
      throw new ParameterException(
          spec.commandLine(), "--rope-scaling and --rope-scale are given together or not at all");
    }
    if (!(factor >= 1 && factor <= RopeScaling.MOST)) {
      throw new ParameterException(
          spec.commandLine(), "--rope-scale must be from 1 to " + RopeScaling.MOST);
    }
    return BuiltInModel.open(named, new RopeScaling(kind, factor));
  }
}
