/** The commands of the resident process: {@code brisk serve} and {@code brisk model …}. */
@NullMarked
package dev.brisk.server;

import org.jspecify.annotations.NullMarked;
