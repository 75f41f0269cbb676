@NullMarked
package dev.brisk.engine;

import org.jspecify.annotations.NullMarked;
