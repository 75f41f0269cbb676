/** The command line, one file per command. */
@NullMarked
package dev.brisk.cli;

import org.jspecify.annotations.NullMarked;
