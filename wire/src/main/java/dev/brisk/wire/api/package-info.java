/** The messages of the served APIs as records and sealed types, and where a server is found. */
@NullMarked
package dev.brisk.wire.api;

import org.jspecify.annotations.NullMarked;
