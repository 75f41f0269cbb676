@NullMarked
package dev.brisk.engine.cache;

import org.jspecify.annotations.NullMarked;
