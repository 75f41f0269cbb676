/** What a server is doing, drawn again and again. */
@NullMarked
package dev.brisk.cli.top;

import org.jspecify.annotations.NullMarked;
