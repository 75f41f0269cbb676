package dev.brisk.server;

import dev.brisk.server.respond.ModelCard;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.time.Duration;

/**
 * Edits that nobody asked for, through the server's own socket, before it says that it is ready:
 * what a new process does for the first time takes ten times as long, and the first person should
 * not be the one who waits for it.
 */
final class Rehearsal {
  /**
   * A large model gets one edit at most; its kernels are warm, and the rest is small beside them.
   */
  private static final long MOST_NANOS = 200_000_000L;

  private static final int ROUNDS = 24;

  private static final String TEXT =
      """
      class Sample {
        int add(int[] values) {
          int sum = 0;
          for (int value : values) {
            sum += value;
          }
          return sum;
        }
      }
      """;

  private Rehearsal() {}

  static void run(ModelCard model, int port, String token) throws InterruptedException {
    if (model.editFormat().isEmpty() && !model.chats()) {
      return;
    }
    long end = System.nanoTime() + MOST_NANOS;
    try (var client =
        EditClient.connect(URI.create("http://127.0.0.1:" + port), token, Duration.ofSeconds(10))) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        edit(client, "rename sum to total" + round);
      }
    } catch (WireException e) {
      // Then the first edit will be slow, or say what is wrong.
    }
  }

  private static void edit(EditClient client, String instruction) throws InterruptedException {
    var options = new EditOptions(null, null, 16, null, null, false);
    var call =
        client.create(
            new EditCreate(
                null, "Sample.java", TEXT, new LineRange(2, 8), instruction, null, options));
    var event = call.next();
    while (!call.isLast(event)) {
      event = call.next();
    }
  }
}
