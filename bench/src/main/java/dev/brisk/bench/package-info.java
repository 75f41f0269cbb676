/**
 * Benchmarks, by JMH: {@code tools/measure/kernels}. Each checks in its setup that what it times is
 * right.
 */
@NullMarked
package dev.brisk.bench;

import org.jspecify.annotations.NullMarked;
