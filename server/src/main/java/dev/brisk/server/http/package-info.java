/** Routes, one file for each family of endpoints. */
@NullMarked
package dev.brisk.server.http;

import org.jspecify.annotations.NullMarked;
