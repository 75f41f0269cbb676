package dev.brisk.server.http;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Urgency;
import dev.brisk.server.respond.EditService;
import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditDraftInstruction;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditServerMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The edits of one client. Each attempt runs in a thread of its own; a redirected attempt has ended
 * before the next one begins, so that its events do not mix. Ended edits stay known for a while, so
 * that they can be redirected too.
 */
final class EditConnection {
  /** Edits that a client may have at a time, ended ones included. */
  private static final int EDITS = 16;

  private final EditService service;
  private final Origin origin;
  private final IdleClock idle;
  private final Consumer<EditServerMessage> out;
  private final EditReadings readings;
  private final Map<String, Edit> edits = new LinkedHashMap<>();
  private int unnamed;
  private boolean closed;

  /** An edit and the attempt at it that was asked for last. */
  private static final class Edit {
    final String id;
    EditCreate create;
    Attempt attempt;

    Edit(String id, EditCreate create) {
      this.id = id;
      this.create = create;
      this.attempt = new Attempt(1);
    }
  }

  private static final class Attempt {
    final int number;
    final CancelToken cancel = new CancelToken();
    // Set before the token is, so that the failure which follows finds it.
    volatile boolean redirected;
    @Nullable Thread thread;

    Attempt(int number) {
      this.number = number;
    }

    boolean running() {
      return thread != null && thread.isAlive();
    }
  }

  EditConnection(
      EditService service, Caller caller, IdleClock idle, Consumer<EditServerMessage> out) {
    this.service = service;
    // What is asked on one connection belongs together.
    this.origin =
        new Origin(caller, Optional.of("edits-" + UUID.randomUUID()), Urgency.INTERACTIVE);
    this.idle = idle;
    this.out = out;
    readings = new EditReadings(service, caller, idle, out);
  }

  /**
   * Does what a client said.
   *
   * @param arrived {@link System#nanoTime} when it said it
   */
  synchronized void accept(EditClientMessage message, long arrived) {
    if (closed) {
      return;
    }
    switch (message) {
      case EditCreate create -> create(create, arrived);
      case EditCancel(var id) -> cancel(id);
      case EditRedirect(var id, var instruction) -> redirect(id, instruction, arrived);
      case EditPrewarm prewarm ->
          readings.prewarm(prewarm, prewarm.id() == null ? "prewarm-" + ++unnamed : prewarm.id());
      case EditDraftInstruction(var id, var instruction) -> typed(id, instruction);
    }
  }

  /** Stops everything; the client is gone. */
  synchronized void close() {
    closed = true;
    readings.stop();
    edits.values().forEach(edit -> edit.attempt.cancel.cancel());
  }

  private void create(EditCreate create, long arrived) {
    var id = create.id() == null ? "edit-" + ++unnamed : create.id();
    var known = edits.get(id);
    if (known != null && known.attempt.running()) {
      refuse(
          id,
          EditFailed.BAD_REQUEST,
          "An edit with the id " + id + " is running; choose another id.");
      return;
    }
    edits.remove(id);
    if (edits.size() >= EDITS && !forgetOne()) {
      refuse(
          id,
          EditFailed.SERVER_BUSY,
          "This connection has " + EDITS + " edits running; wait for one to end.");
      return;
    }
    var edit = new Edit(id, create);
    edits.put(id, edit);
    start(edit, null, arrived);
  }

  private void cancel(String id) {
    var edit = edits.get(id);
    if (edit == null) {
      refuseUnknown(id);
    } else {
      edit.attempt.cancel.cancel();
    }
  }

  private void redirect(String id, String instruction, long arrived) {
    var edit = edits.get(id);
    if (edit == null) {
      refuseUnknown(id);
      return;
    }
    var before = edit.attempt;
    before.redirected = true;
    before.cancel.cancel();
    edit.create = edit.create.withInstruction(instruction);
    edit.attempt = new Attempt(before.number + 1);
    start(edit, before.thread, arrived);
  }

  /** Of a prewarm, or of an edit that will be redirected. */
  private void typed(String id, String instruction) {
    if (readings.typed(id, instruction)) {
      return;
    }
    var edit = edits.get(id);
    if (edit == null) {
      refuseUnknown(id);
      return;
    }
    readings.prewarm(EditPrewarm.of(edit.create), id);
    readings.typed(id, instruction);
  }

  private void start(Edit edit, @Nullable Thread before, long arrived) {
    var create = edit.create;
    var attempt = edit.attempt;
    // A person waits for this one; what was read until now it finds in the cache.
    readings.stop();
    idle.begin();
    attempt.thread =
        Thread.ofVirtual()
            .name("edit-" + edit.id)
            .start(
                () -> {
                  try {
                    if (before != null) {
                      before.join();
                    }
                    service.run(
                        create,
                        edit.id,
                        attempt.number,
                        origin,
                        arrived,
                        attempt.cancel,
                        event -> send(attempt, event));
                  } catch (LimitedException e) {
                    send(attempt, EditFailed.of(edit.id, attempt.number, e.code(), e.sentence()));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } finally {
                    idle.end();
                  }
                });
  }

  private void send(Attempt attempt, EditServerEvent event) {
    if (attempt.redirected
        && event instanceof EditFailed failed
        && failed.code().equals(EditFailed.CANCELLED)) {
      out.accept(
          new EditFailed(
              failed.id(),
              failed.attempt(),
              EditFailed.REDIRECTED,
              "The edit was redirected; another attempt follows.",
              null,
              failed.stats()));
    } else {
      out.accept(event);
    }
  }

  private boolean forgetOne() {
    for (var edit : edits.values()) {
      if (!edit.attempt.running()) {
        edits.remove(edit.id);
        return true;
      }
    }
    return false;
  }

  private void refuseUnknown(String id) {
    refuse(
        id,
        EditFailed.UNKNOWN_EDIT,
        "There is no edit with the id " + id + " on this connection; create it.");
  }

  private void refuse(String id, String code, String message) {
    out.accept(EditFailed.of(id, 0, code, message));
  }
}
