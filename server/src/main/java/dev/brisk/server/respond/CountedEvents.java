package dev.brisk.server.respond;

import dev.brisk.server.metrics.Meters;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import java.util.function.Consumer;

/** Passes on the events of one attempt at an edit, and counts how it ends. Used by one thread. */
final class CountedEvents implements Consumer<EditServerEvent> {
  private final Meters meters;
  private final long arrived;
  private final Consumer<EditServerEvent> receiver;
  private String by = "";

  CountedEvents(Meters meters, long arrived, Consumer<EditServerEvent> receiver) {
    this.meters = meters;
    this.arrived = arrived;
    this.receiver = receiver;
  }

  @Override
  public void accept(EditServerEvent event) {
    // First: who has seen the end may look at once at what was counted.
    switch (event) {
      case EditQueued _ -> {}
      case EditStarted started -> by = started.model();
      case EditHunk _ -> {}
      case EditCompleted _ -> meters.edit(by, "completed", System.nanoTime() - arrived);
      case EditFailed failed -> meters.edit(by, failed.code(), System.nanoTime() - arrived);
    }
    receiver.accept(event);
  }

  /** Counts an attempt that gets no turn; somebody else says so. */
  void refused(String code) {
    meters.edit(by, code, System.nanoTime() - arrived);
  }
}
