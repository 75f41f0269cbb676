/** What the server counts and times, and how it says so: to Prometheus, and to who looks at it. */
@NullMarked
package dev.brisk.server.metrics;

import org.jspecify.annotations.NullMarked;
