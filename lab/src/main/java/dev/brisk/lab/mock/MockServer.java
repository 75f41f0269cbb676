package dev.brisk.lab.mock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The mock as it runs, on 127.0.0.1. */
public final class MockServer implements AutoCloseable {
  /** What goes wrong with a request. */
  enum Fault {
    NONE,
    ERROR,
    REFUSAL,
    ENDLESS,
    NONSENSE,
    DEATH
  }

  private final MockPlan plan;
  private final MockDice dice;
  private final MockClock clock = new MockClock();
  private final MockSlots slots;
  private final ServerSocket listener;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final List<MockRecord> records = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();

  private MockServer(MockPlan plan) throws IOException {
    this.plan = plan;
    this.dice = new MockDice(plan.seed());
    this.slots = new MockSlots(plan.slots());
    this.listener = new ServerSocket(plan.port(), 1024, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("mock-accept").start(this::accept);
  }

  /** Starts one. */
  public static MockServer start(MockPlan plan) throws IOException {
    return new MockServer(plan);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** What it did for each request that was answered, in the order of their arrival. */
  public List<MockRecord> records() {
    synchronized (records) {
      return List.copyOf(records);
    }
  }

  /** Forgets what it did so far, such as for a warm-up. */
  public void forget() {
    synchronized (records) {
      records.clear();
    }
  }

  /** How late it was itself, in milliseconds, at a percentile of all that it sent. */
  public double latenessMillis(double percent) {
    return clock.latenessMillis(percent);
  }

  @Override
  public void close() {
    closeQuietly(listener);
    clients.forEach(MockServer::closeQuietly);
    clock.close();
  }

  Fault fault() {
    int number = requests.incrementAndGet();
    if (plan.dieAfter() > 0 && number > plan.dieAfter()) {
      return Fault.DEATH;
    }
    if (dice.happens(plan.errors())) {
      return Fault.ERROR;
    }
    if (dice.happens(plan.refusals())) {
      return Fault.REFUSAL;
    }
    if (dice.happens(plan.nonsense())) {
      return Fault.NONSENSE;
    }
    return dice.happens(plan.endless()) ? Fault.ENDLESS : Fault.NONE;
  }

  String nextId() {
    return "resp_" + ids.incrementAndGet();
  }

  MockAnswer begin(
      MockRequest request, long arrived, Framing framing, Carrier carrier, Fault fault) {
    var record = new MockRecord(request.id(), arrived);
    synchronized (records) {
      if (records.isEmpty() && !plan.stall().length().isZero()) {
        long from = arrived + plan.stall().after().toNanos();
        clock.stall(from, from + plan.stall().length().toNanos());
      }
      records.add(record);
    }
    var answers = new MockAnswer[1];
    answers[0] =
        new MockAnswer(
            clock,
            plan,
            dice,
            framing,
            carrier,
            record,
            request,
            fault == Fault.ENDLESS,
            () -> slots.leave(answers[0]));
    slots.enter(answers[0], arrived);
    return answers[0];
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        client.setTcpNoDelay(true);
        clients.add(client);
        Thread.startVirtualThread(
            () -> {
              new MockConnection(this, client).run();
              clients.remove(client);
            });
      } catch (IOException e) {
        // It was closed, or the client went away at once.
      }
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is as good as closed.
    }
  }
}
