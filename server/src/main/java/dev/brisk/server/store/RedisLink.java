package dev.brisk.server.store;

import dev.brisk.server.config.StoreSection;
import dev.brisk.server.metrics.StoreState;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Redis or Valkey. One thread makes it, and makes it again when it is lost;
 * until then every question fails at once, so that nobody waits for a store that is away. Safe for
 * use by many threads.
 */
final class RedisLink implements AutoCloseable {
  /** The longest that a question may take; the store is given up for the moment then. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  /** How long connecting may take. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** How soon it is tried again while the store is away. */
  private static final Duration RETRY = Duration.ofMillis(250);

  private final StoreSection where;
  private final Duration beat;
  private final Consumer<String> log;
  private final ClientResources resources;
  private final RedisClient client;
  private final LongAdder failures = new LongAdder();
  private final List<Runnable> beats = new CopyOnWriteArrayList<>();
  private final Thread keeper;
  private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
      new AtomicReference<>();
  private volatile boolean closed;

  /** Whether somebody was told that it is away; only the keeper's business, and the first try's. */
  private boolean complained;

  /**
   * Connects. If the store is away, that is said once, and tried again from then on.
   *
   * @param beat how often {@link #onBeat} is called while there is a connection
   * @param log takes a sentence when the store is lost, and when it is back
   */
  RedisLink(StoreSection where, Duration beat, Consumer<String> log) {
    this.where = where;
    this.beat = beat;
    this.log = log;
    resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            // The keeper connects: it can say when, and what is asked meanwhile fails at once.
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .timeoutOptions(TimeoutOptions.create())
            .build());
    keeper = Thread.ofVirtual().name("store-keeper").unstarted(this::keep);
    connect();
  }

  /** Adds what is done every beat, and at once when the store is back. */
  void onBeat(Runnable task) {
    beats.add(task);
  }

  /** Begins to beat. */
  RedisLink start() {
    keeper.start();
    return this;
  }

  /**
   * Asks the store. Interrupting does not end the wait, which is short: the question is under way,
   * and what becomes of it must be known.
   *
   * @throws StoreAwayException if there is no answer
   */
  <T> T ask(Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> question) {
    var open = connection.get();
    if (open == null) {
      failures.increment();
      throw new StoreAwayException("The store is away", false);
    }
    Future<T> answer;
    try {
      answer = question.apply(open.async()).toCompletableFuture();
    } catch (RuntimeException e) {
      throw failed(open, e, false);
    }
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        try {
          return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failed(open, e.getCause(), true);
    } catch (TimeoutException e) {
      throw failed(open, e, true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private StoreAwayException failed(
      StatefulRedisConnection<String, String> open, @Nullable Throwable why, boolean asked) {
    failures.increment();
    if (why instanceof RedisCommandExecutionException) {
      // It has answered, but will not do it: it has no memory left, or is loading, or is a replica.
      return new StoreAwayException(String.valueOf(why.getMessage()), false);
    }
    lose(open);
    return new StoreAwayException("The store does not answer", asked);
  }

  StoreState state() {
    return new StoreState("redis", where.toString(), connection.get() != null, failures.sum());
  }

  private void lose(StatefulRedisConnection<String, String> lost) {
    if (connection.compareAndSet(lost, null)) {
      LockSupport.unpark(keeper);
    }
    if (lost.isOpen()) {
      var _ = lost.closeAsync();
    }
  }

  private void keep() {
    while (!closed) {
      if (connection.get() == null) {
        connect();
      }
      boolean up = connection.get() != null;
      if (up) {
        beat();
      }
      // Woken when the connection is lost.
      LockSupport.parkNanos(up && connection.get() != null ? beat.toNanos() : RETRY.toNanos());
    }
  }

  private void beat() {
    try {
      ask(RedisAsyncCommands::ping);
      beats.forEach(Runnable::run);
    } catch (StoreAwayException e) {
      // It will be tried again.
    }
  }

  private void connect() {
    var future = client.connectAsync(StringCodec.UTF8, uri()).toCompletableFuture();
    try {
      var made = future.get(2 * CONNECT.toMillis(), TimeUnit.MILLISECONDS);
      made.addListener(
          new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
              lose(made);
            }
          });
      connection.set(made);
      if (!made.isOpen()) {
        lose(made);
      } else if (complained) {
        complained = false;
        log.accept("The store " + where + " is back.");
      }
    } catch (InterruptedException e) {
      giveUp(future);
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      giveUp(future);
      complain(e);
    }
  }

  /** Closes what may be there later. */
  private static void giveUp(
      CompletableFuture<StatefulRedisConnection<String, String>> connecting) {
    var _ = connecting.thenCompose(StatefulRedisConnection::closeAsync);
  }

  private void complain(Exception why) {
    if (!complained && !closed) {
      complained = true;
      log.accept(
          "The store "
              + where
              + " is away ("
              + reason(why)
              + "); until it is back, this server counts and remembers by itself.");
    }
  }

  /** The innermost message; those around it only say that it did not connect. */
  private static String reason(Exception why) {
    Throwable inner = why;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    var message = inner.getMessage();
    return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
  }

  private RedisURI uri() {
    var uri =
        RedisURI.Builder.redis(where.host(), where.port())
            .withSsl(where.tls())
            .withDatabase(where.database())
            .withTimeout(CONNECT);
    if (where.user().isPresent()) {
      uri.withAuthentication(where.user().get(), where.password().orElse("").toCharArray());
    } else {
      where.password().ifPresent(secret -> uri.withPassword(secret.toCharArray()));
    }
    return uri.build();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(keeper);
    client.shutdown(0, 2, TimeUnit.SECONDS);
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
