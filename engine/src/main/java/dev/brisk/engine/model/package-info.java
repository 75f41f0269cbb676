@NullMarked
package dev.brisk.engine.model;

import org.jspecify.annotations.NullMarked;
