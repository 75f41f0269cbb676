/**
 * Who may ask how much, and when: keys and tiers, limits, and the queue that keeps running streams
 * as fast as they were promised to be.
 */
@NullMarked
package dev.brisk.server.admission;

import org.jspecify.annotations.NullMarked;
