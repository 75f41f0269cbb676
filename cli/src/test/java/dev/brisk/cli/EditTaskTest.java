package dev.brisk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.Workspace;
import dev.brisk.edit.workspace.WorkspaceException;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.Replacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server answers, against the file and the region it was asked for. */
class EditTaskTest {
  @TempDir private Path folder;

  @Test
  void the_last_line_of_a_file_without_a_final_line_end_can_be_deleted() throws IOException {
    var task = task("one\ntwo\nthree", new Region(3, 3));

    // The line end before the region goes with it.
    var edits = task.edits(answer(new Replacement(7, 13, "")));
    task.commit(edits);

    assertThat(edits).containsExactly(new TextEdit(7, 13, ""));
    assertThat(task.file().path()).content().isEqualTo("one\ntwo");
  }

  @Test
  void edits_beyond_the_region_are_refused() throws IOException {
    var task = task("one\ntwo\nthree\n", new Region(2, 2));
    for (var beyond :
        List.of(
            new Replacement(0, 3, "ONE"), new Replacement(4, 9, ""), new Replacement(3, 7, ""))) {
      assertThatThrownBy(() -> task.edits(answer(beyond)))
          .isInstanceOf(WorkspaceException.class)
          .hasMessageContaining("beyond line 2");
    }
  }

  @Test
  void edits_that_are_no_edits_of_the_file_are_refused() throws IOException {
    var task = task("one\ntwo\n", new Region(1, 2));
    for (var wrong :
        List.of(
            List.of(new Replacement(5, 4, "")),
            List.of(new Replacement(4, 5, "x"), new Replacement(0, 1, "y")),
            List.of(new Replacement(0, 3, "x"), new Replacement(2, 4, "y")))) {
      assertThatThrownBy(() -> task.edits(answer(wrong.toArray(Replacement[]::new))))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("do not fit");
    }
  }

  @Test
  void edits_that_the_file_cannot_hold_are_refused_before_they_are_offered() throws IOException {
    var task = task("Gr\u00fc\u00dfe\n", StandardCharsets.ISO_8859_1, new Region(1, 1));

    assertThatThrownBy(() -> task.edits(answer(new Replacement(0, 2, "\u20ac"))))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("ISO-8859-1");
  }

  private EditTask task(String text, Region region) throws IOException {
    return task(text, StandardCharsets.UTF_8, region);
  }

  private EditTask task(String text, java.nio.charset.Charset charset, Region region)
      throws IOException {
    var path = Files.writeString(folder.resolve("A.java"), text, charset);
    var workspace = Workspace.at(folder);
    var file = workspace.read(path);
    var environment = Map.of("BRISK_STATE_DIR", folder.resolve("state").toString());
    var surroundings = Surroundings.ofProcess().withEnvironment(environment);
    surroundings.stateDir().create();
    var range = new LineRange(region.firstLine(), region.lastLine());
    var request =
        new EditCreate(null, file.name(), file.text(), range, "do it", null, EditOptions.DEFAULTS);
    return new EditTask(surroundings, workspace, file, region, request);
  }

  private static EditCompleted answer(Replacement... edits) {
    var stats = new EditStats(1, 2, 3, 0, 0, 3, 10, 0, 0);
    return new EditCompleted("e1", 1, List.of(edits), List.of(), List.of(), 1, stats);
  }
}
