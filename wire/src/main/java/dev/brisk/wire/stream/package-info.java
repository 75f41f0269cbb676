/** The codec of the edit messages, and the clients of a server. */
@NullMarked
package dev.brisk.wire.stream;

import org.jspecify.annotations.NullMarked;
