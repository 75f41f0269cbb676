@NullMarked
package dev.brisk.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
