package dev.brisk.wire.api;

/**
 * What the person has typed so far: {@code edit.draft_instruction}. The server reads as much of it
 * as the finished instruction may begin with; the newest one ends older ones.
 *
 * @param id of an {@link EditPrewarm}, or of an edit that is to be redirected
 */
public record EditDraftInstruction(String id, String instruction) implements EditClientMessage {}
