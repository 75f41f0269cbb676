/**
 * What several servers share through a Redis or Valkey: stored responses, and what keys have used.
 */
@NullMarked
package dev.brisk.server.store;

import org.jspecify.annotations.NullMarked;
