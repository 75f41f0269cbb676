/** Answers from a script, for tests of clients and for measuring the server without a model. */
@NullMarked
package dev.brisk.server.scripted;

import org.jspecify.annotations.NullMarked;
