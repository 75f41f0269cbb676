/** Where responses come from, and the edit service, which turns them into edits. */
@NullMarked
package dev.brisk.server.respond;

import org.jspecify.annotations.NullMarked;
