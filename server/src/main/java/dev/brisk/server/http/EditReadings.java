package dev.brisk.server.http;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.respond.EditService;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditServerMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one client has the server read ahead. One reading runs at a time: a newer one, or an edit,
 * ends it. Used under the lock of the {@link EditConnection}.
 */
final class EditReadings {
  /** Contexts that a client may go back to with what is typed. */
  private static final int MOST = 8;

  private final EditService service;
  private final Caller caller;
  private final IdleClock idle;
  private final Consumer<EditServerMessage> out;
  private final Map<String, Counted> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
          return size() > MOST;
        }
      };
  private @Nullable CancelToken running;

  /** A context and how often it was read. */
  private static final class Counted {
    final EditPrewarm asked;
    int readings;

    Counted(EditPrewarm asked) {
      this.asked = asked;
    }
  }

  EditReadings(
      EditService service, Caller caller, IdleClock idle, Consumer<EditServerMessage> out) {
    this.service = service;
    this.caller = caller;
    this.idle = idle;
    this.out = out;
  }

  /** Reads what an edit of this context begins with. */
  void prewarm(EditPrewarm asked, String id) {
    var counted = new Counted(asked);
    known.put(id, counted);
    read(id, counted, "");
  }

  /** Reads on with what was typed; false if no such context is known. */
  boolean typed(String id, String instruction) {
    var counted = known.get(id);
    if (counted != null) {
      read(id, counted, instruction);
    }
    return counted != null;
  }

  /** There is something better to do. */
  void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  private void read(String id, Counted counted, String typed) {
    stop();
    var cancel = new CancelToken();
    running = cancel;
    int number = ++counted.readings;
    idle.begin();
    Thread.ofVirtual()
        .name("prewarm-" + id)
        .start(
            () -> {
              try {
                out.accept(service.prewarm(counted.asked, typed, id, number, caller, cancel));
              } catch (LimitedException e) {
                out.accept(EditFailed.of(id, 0, e.code(), e.sentence()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                idle.end();
              }
            });
  }
}
