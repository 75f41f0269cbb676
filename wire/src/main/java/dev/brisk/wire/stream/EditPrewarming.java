package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditDraftInstruction;
import dev.brisk.wire.api.EditPrewarmed;
import java.util.function.Consumer;

/**
 * An edit that a person is about to ask for, of which the server reads what it can meanwhile.
 * Whatever fails in it is passed over: the edit itself will tell. May be used from any thread.
 */
public final class EditPrewarming {
  private final EditClient client;
  private final String id;
  private final Consumer<EditPrewarmed> heard;

  EditPrewarming(EditClient client, String id, Consumer<EditPrewarmed> heard) {
    this.client = client;
    this.id = id;
    this.heard = heard;
  }

  String id() {
    return id;
  }

  /** Tells what the person has typed so far; the newest is what counts. */
  public void typed(String instruction) {
    client.sendIfPossible(new EditDraftInstruction(id, instruction));
  }

  void accept(EditPrewarmed message) {
    heard.accept(message);
  }
}
