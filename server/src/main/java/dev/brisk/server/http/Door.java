package dev.brisk.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Where a server listens, and what it asks of those who come.
 *
 * @param address what it binds to
 * @param needsKey whether a request needs a key; without, whoever can connect is taken for the
 *     person at this machine
 * @param hosts names that it answers under, besides those of this machine
 * @param origins web pages that may use it, such as {@code http://localhost:3000}
 * @param tls what it encrypts with
 */
public record Door(
    InetAddress address,
    boolean needsKey,
    Set<String> hosts,
    Set<String> origins,
    Optional<SSLContext> tls) {
  public Door {
    hosts = Set.copyOf(hosts);
    origins = Set.copyOf(origins);
  }

  /** Open to the programs of this machine. */
  public static Door local() {
    return new Door(loopback(), false, Set.of(), Set.of(), Optional.empty());
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether only programs of this machine can come. */
  public boolean isLocal() {
    return address.isLoopbackAddress();
  }
}
