/** How models call tools: what their templates are given, and calls found in what they write. */
@NullMarked
package dev.brisk.server.tools;

import org.jspecify.annotations.NullMarked;
