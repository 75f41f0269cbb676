/** Tests of the whole product: the arrows between its modules, and real processes. */
@NullMarked
package dev.brisk.e2e;

import org.jspecify.annotations.NullMarked;
