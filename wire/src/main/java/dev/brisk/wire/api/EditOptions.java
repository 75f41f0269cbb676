package dev.brisk.wire.api;

import org.jspecify.annotations.Nullable;

/**
 * How an edit is to be made; null leaves the choice to the server.
 *
 * @param format the name of an edit format, such as {@code script-v1}
 * @param draft whether to draft from the region
 * @param maxTokens the most output tokens, at least 1
 * @param model the name of the model, which must be the one that is served
 * @param force whether to give an edit that the model is not sure of
 * @param direct whether Brisk may answer without the model where it can
 * @param replayRegion what the model is made to change the region to, for measuring: lines, each
 *     with a line feed; refused unless the server was started for that
 */
public record EditOptions(
    @Nullable String format,
    @Nullable Boolean draft,
    @Nullable Integer maxTokens,
    @Nullable String model,
    @Nullable Boolean force,
    @Nullable Boolean direct,
    @Nullable String replayRegion) {
  public static final EditOptions DEFAULTS = new EditOptions(null, null, null, null, null, null);

  /** Nothing is replayed. */
  public EditOptions(
      @Nullable String format,
      @Nullable Boolean draft,
      @Nullable Integer maxTokens,
      @Nullable String model,
      @Nullable Boolean force,
      @Nullable Boolean direct) {
    this(format, draft, maxTokens, model, force, direct, null);
  }

  /** The same, with what the region is to become. */
  public EditOptions replaying(String region) {
    return new EditOptions(format, draft, maxTokens, model, force, direct, region);
  }
}
