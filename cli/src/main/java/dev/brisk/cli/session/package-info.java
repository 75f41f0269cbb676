/** An edit in a terminal: the diff as it is made, and the keys that decide about it. */
@NullMarked
package dev.brisk.cli.session;

import org.jspecify.annotations.NullMarked;
