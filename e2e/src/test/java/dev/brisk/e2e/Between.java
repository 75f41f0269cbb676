package dev.brisk.e2e;

import dev.brisk.wire.api.ServerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Stands between commands and the server, so that something can be done at the very moment at which
 * a command sends its edit. That edit never reaches the server.
 */
final class Between implements AutoCloseable {
  private final Path stateFile;
  private final ServerState real;
  private final ServerSocket listener;
  private final Runnable atEdit;

  private Between(Path stateFile, ServerState real, ServerSocket listener, Runnable atEdit) {
    this.stateFile = stateFile;
    this.real = real;
    this.listener = listener;
    this.atEdit = atEdit;
  }

  /** Makes the state file name this instead of the server, which is started if there is none. */
  static Between commandAnd(Brisk brisk, Runnable atEdit) throws IOException {
    var real = brisk.server();
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var between = new Between(brisk.state().resolve("server.json"), real, listener, atEdit);
    between.announce(listener.getLocalPort());
    Thread.ofVirtual().start(between::accept);
    return between;
  }

  private void announce(int port) {
    new ServerState(
            real.pid(),
            port,
            real.token(),
            real.version(),
            real.model(),
            real.startedAt(),
            real.executableStamp(),
            real.background())
        .write(stateFile);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var command = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), real.port());
        Thread.ofVirtual().start(() -> answers(server, command));
        Thread.ofVirtual().start(() -> requests(command, server));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void answers(Socket server, Socket command) {
    try (server;
        command) {
      server.getInputStream().transferTo(command.getOutputStream());
    } catch (IOException e) {
      // One of the two is gone, and so is the other's connection now.
      return;
    }
  }

  private void requests(Socket command, Socket server) {
    try {
      forwardHandshake(command.getInputStream(), server.getOutputStream());
      if (command.getInputStream().read() >= 0) {
        atEdit.run();
      }
      // Until the command hangs up.
      command.getInputStream().transferTo(OutputStream.nullOutputStream());
      command.close();
    } catch (IOException e) {
      return;
    }
  }

  private static void forwardHandshake(InputStream from, OutputStream to) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = from.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    to.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    announce(real.port());
  }
}
