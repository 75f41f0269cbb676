/**
 * OpenAI's Responses API as far as it is independent of the transport: requests, events, what is
 * remembered between responses, steering.
 */
@NullMarked
package dev.brisk.server.responses;

import org.jspecify.annotations.NullMarked;
