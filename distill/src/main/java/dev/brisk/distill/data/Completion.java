package dev.brisk.distill.data;

import dev.brisk.edit.script.CompletionRequest;

/** A cursor in a file, and the text that stood behind it. */
public record Completion(CompletionRequest request, String text) {}
