package dev.brisk.wire.api;

/** What a server says on {@code /v1/edits}. */
public sealed interface EditServerMessage permits EditServerEvent, EditPrewarmed {
  /** The edit, or the prewarm, that this is about. */
  String id();
}
