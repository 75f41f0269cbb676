package dev.brisk.edit;

/** What came of a request: edits to apply, or a failure that changes nothing. */
public sealed interface EditResult permits EditProposal, EditFailure {}
