package dev.brisk.edit.workspace;

import java.util.Optional;

/**
 * An edit that is on disk.
 *
 * @param file the file as it is now
 * @param changed whether bytes changed; false if there was nothing to do
 * @param rebased whether the file had changed meanwhile elsewhere, so that the edits were moved to
 *     where the region is now
 * @param undoId the journal entry that takes it back; empty if nothing changed or there is no
 *     journal
 */
public record Committed(
    SourceFile file, boolean changed, boolean rebased, Optional<String> undoId) {}
