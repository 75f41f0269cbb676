package dev.brisk.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes connections of one protocol, and watches that their clients send in time. */
final class PatientSelector implements ServerConnectionSelector, AutoCloseable {
  private final ServerConnectionSelector inner;
  private final Patience patience;
  private final Set<PatientConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean closed;

  PatientSelector(ServerConnectionSelector inner, Patience patience) {
    this.inner = inner;
    this.patience = patience;
    this.watch = Thread.ofVirtual().name("slow-clients").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      open.forEach(PatientConnection::watch);
      LockSupport.parkNanos(patience.look().toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }

  @Override
  public int bytesToIdentifyConnection() {
    return inner.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return inner.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return inner.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var patient = new PatientConnection(context, patience);
    return new Watched(inner.connection(patient), patient);
  }

  private final class Watched implements ServerConnection {
    private final ServerConnection connection;
    private final PatientConnection patient;

    Watched(ServerConnection connection, PatientConnection patient) {
      this.connection = connection;
      this.patient = patient;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.add(patient);
      try {
        ScopedValue.where(PatientConnection.CURRENT, patient)
            .<@Nullable Void, InterruptedException>call(
                () -> {
                  connection.handle(limit);
                  return null;
                });
      } finally {
        open.remove(patient);
      }
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }
}
