package dev.brisk.lab.client;

import dev.brisk.lab.LabException;
import dev.brisk.wire.api.EditOptions;
import java.util.List;

/** The APIs there are. */
public final class Apis {
  /** All names. */
  public static final List<String> NAMES =
      List.of("responses-ws", "responses", "chat", "completions", "edits", "infill");

  private Apis() {}

  /**
   * An API of a target.
   *
   * @param edits options of edits, for the API that has them
   * @param replay whether edits ask for the recorded change
   * @throws LabException if there is none with this name, or it cannot replay
   */
  public static Api of(String name, Target target, EditOptions edits, boolean replay) {
    if (replay && !name.equals("edits")) {
      throw new LabException(
          "Only the API edits can replay, of a Brisk that was started with --lab-replay; leave --answers out.");
    }
    return switch (name) {
      case "responses-ws" -> new ResponsesSocketApi(target);
      case "responses" -> new ResponsesApi(target);
      case "chat" -> new ChatApi(target);
      case "completions" -> new CompletionsApi(target);
      case "edits" -> new EditsApi(target, edits, replay);
      case "infill" -> new InfillApi(target);
      default ->
          throw new LabException(
              "There is no API '" + name + "'; use one of " + String.join(", ", NAMES) + ".");
    };
  }
}
