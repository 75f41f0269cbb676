@NullMarked
package dev.brisk.engine.decode;

import org.jspecify.annotations.NullMarked;
