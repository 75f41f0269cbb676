package dev.brisk.wire.api;

/** What a client says on {@code /v1/edits}. */
public sealed interface EditClientMessage
    permits EditCreate, EditCancel, EditRedirect, EditPrewarm, EditDraftInstruction {}
