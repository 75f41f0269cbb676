package dev.brisk.lab.workload;

import dev.brisk.lab.LabException;
import dev.brisk.lab.load.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The workloads there are. */
public final class Workloads {
  /** All names; {@code load} is any of the others at a ladder of rates. */
  public static final List<String> NAMES =
      List.of("edits", "complete", "session", "loop", "problems", "chat");

  private Workloads() {}

  /**
   * A workload.
   *
   * @param file of its cases, where it has one
   * @throws LabException if there is none with this name, or it needs a file
   * @throws IOException if the file cannot be read
   */
  public static Cases of(String name, Optional<Path> file, RegionChoice region) throws IOException {
    return switch (name) {
      case "edits" -> new EditsWorkload(needed(name, file), region);
      case "complete" -> new CompleteWorkload(needed(name, file));
      case "session" -> new SessionWorkload(needed(name, file), region);
      case "loop" -> new LoopWorkload();
      case "chat" -> new ChatWorkload();
      case "problems" -> new ProblemsWorkload(needed(name, file));
      default ->
          throw new LabException(
              "There is no workload '"
                  + name
                  + "'; use one of "
                  + String.join(", ", NAMES)
                  + ", load.");
    };
  }

  private static Path needed(String name, Optional<Path> file) {
    return file.orElseThrow(
        () ->
            new LabException(
                "The workload "
                    + name
                    + " needs a file: --cases FILE"
                    + (name.equals("problems")
                        ? " (HumanEval or HumanEvalPack)."
                        : "; brisk mine REPO --full -o FILE makes one of a repository of yours.")));
  }
}
