/**
 * Answers from engines elsewhere, spoken to by OpenAI's APIs: which replica, what is said, what
 * comes back, and what is done when it does not.
 */
@NullMarked
package dev.brisk.server.upstream;

import org.jspecify.annotations.NullMarked;
