/** What a server is configured to do, read from a file in TOML: plain data. */
@NullMarked
package dev.brisk.server.config;

import org.jspecify.annotations.NullMarked;
