package dev.brisk.wire.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an edit: {@code edit.create}.
 *
 * @param id the client's name for it; null lets the receiver choose one
 * @param path the file's name, for the prompt and its language; the server opens no file
 * @param text the whole file as decoded, line ends untouched
 * @param region the lines that may change
 * @param cursorLine where the cursor stands, counted from 1
 */
public record EditCreate(
    @Nullable String id,
    String path,
    String text,
    LineRange region,
    String instruction,
    @Nullable Integer cursorLine,
    EditOptions options)
    implements EditClientMessage {
  public EditCreate withId(String newId) {
    return new EditCreate(newId, path, text, region, instruction, cursorLine, options);
  }

  public EditCreate withInstruction(String newInstruction) {
    return new EditCreate(id, path, text, region, newInstruction, cursorLine, options);
  }
}
