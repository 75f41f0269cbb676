package dev.brisk.wire.stream;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes clients for a server on this machine. */
final class Clients {
  private Clients() {}

  /**
   * A client that trusts no certificate at all. It speaks plain HTTP to loopback; without a context
   * of its own the JDK would load the system's certificates first, which a new process pays for
   * with tens of milliseconds.
   */
  static HttpClient http(Duration connectTimeout) {
    try {
      var nobody = SSLContext.getInstance("TLS");
      nobody.init(null, new TrustManager[0], null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(nobody)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(connectTimeout)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS.", e);
    }
  }
}
