@NullMarked
package dev.brisk.engine.kernel;

import org.jspecify.annotations.NullMarked;
