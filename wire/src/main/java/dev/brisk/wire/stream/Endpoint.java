package dev.brisk.wire.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a server listens.
 *
 * @param secure whether TLS is spoken
 * @param prefix the path before those of the API, without a slash at its end; usually empty
 */
record Endpoint(String host, int port, boolean secure, String prefix) {
  /** Of {@code http://HOST[:PORT][/PATH]} or the same with https. */
  static Endpoint of(URI base) {
    boolean secure = "https".equals(base.getScheme().toLowerCase(Locale.ROOT));
    int port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
    var path = base.getRawPath() == null ? "" : base.getRawPath();
    return new Endpoint(base.getHost(), port, secure, path.replaceFirst("/+$", ""));
  }

  /** What the header Host says. */
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** A connection, whose reads wait for {@code timeout} at most. */
  Socket connect(Duration timeout) throws IOException {
    int milliseconds = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), milliseconds);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(milliseconds);
      return secure ? secured(socket) : socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    var parameters = socket.getSSLParameters();
    // Without this a certificate of anybody would do.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
