package dev.brisk.edit.script;

/**
 * A place in a file where text is to come in.
 *
 * @param before the file's text before the cursor
 * @param after the file's text behind the cursor
 * @param block whether whole lines are wanted, to the end of a block, rather than the rest of a
 *     line
 */
public record CompletionRequest(String before, String after, boolean block) {}
