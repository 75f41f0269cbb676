package dev.brisk.server.http;

import dev.brisk.server.admission.Keys;
import dev.brisk.server.admission.Limits;

/**
 * Who may use a server.
 *
 * @param token what only the owner of the state file knows; it is good for everything
 */
public record Access(String token, Keys keys, Limits limits) {
  /** Without keys and limits. */
  public static Access of(String token) {
    return new Access(token, Keys.NONE, Limits.NONE);
  }
}
