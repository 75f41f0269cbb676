package dev.brisk.wire.api;

import org.jspecify.annotations.Nullable;

/**
 * Says what an edit will be about while the person still thinks or types: {@code edit.prewarm}. The
 * server reads what the prompt will begin with, and answers with {@link EditPrewarmed}.
 *
 * @param id the client's name for it, apart from those of its edits; null lets the receiver choose
 *     one
 * @param path as in {@link EditCreate}
 * @param text as in {@link EditCreate}
 * @param region as in {@link EditCreate}
 * @param cursorLine as in {@link EditCreate}
 * @param options as in {@link EditCreate}
 */
public record EditPrewarm(
    @Nullable String id,
    String path,
    String text,
    LineRange region,
    @Nullable Integer cursorLine,
    EditOptions options)
    implements EditClientMessage {
  /** What an edit is about, without its instruction. */
  public static EditPrewarm of(EditCreate create) {
    return new EditPrewarm(
        null, create.path(), create.text(), create.region(), create.cursorLine(), create.options());
  }

  public EditPrewarm withId(String newId) {
    return new EditPrewarm(newId, path, text, region, cursorLine, options);
  }
}
