/** What became of edits and how long the person waited for them: kept on this machine, shown. */
@NullMarked
package dev.brisk.cli.stats;

import org.jspecify.annotations.NullMarked;
