package dev.brisk.cli.top;

import dev.brisk.wire.api.ServerStatus;

/**
 * A status and when it was read.
 *
 * @param nanos as {@link System#nanoTime}
 */
record Sample(ServerStatus status, long nanos) {}
