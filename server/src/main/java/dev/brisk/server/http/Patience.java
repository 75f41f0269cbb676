package dev.brisk.server.http;

import java.time.Duration;

/**
 * How long a client may take to send and to read (docs/decisions/0114).
 *
 * @param silence between two requests of one connection, and before the first
 * @param head from the first byte of a request to the end of its headers
 * @param body from there to the end of its body
 * @param reading while it does not read and there is something to read
 * @param look how often it is looked whether a client that sends nothing has had its time
 */
record Patience(Duration silence, Duration head, Duration body, Duration reading, Duration look) {
  /** 5 minutes of silence, 20 seconds for a head, 2 minutes for a body, 1 for an answer. */
  static final Patience DEFAULT =
      new Patience(
          Duration.ofMinutes(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5));
}
