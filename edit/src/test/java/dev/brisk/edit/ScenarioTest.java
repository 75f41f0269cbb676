package dev.brisk.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.format.EditFormats;
import dev.brisk.edit.format.Ending;
import dev.brisk.edit.workspace.UndoJournal;
import dev.brisk.edit.workspace.Workspace;
import dev.brisk.edit.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every folder under {@code scenarios} is one edit: {@code input/}, {@code request.json}, what a
 * model said in {@code output.txt}, and either {@code expected/}, compared byte by byte, or {@code
 * failure.json}, after which nothing may have changed.
 */
class ScenarioTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;

  @TestFactory
  Stream<DynamicTest> every_scenario_ends_as_it_should() throws IOException {
    return folders().stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  @Test
  void there_are_at_least_thirty() throws IOException {
    assertThat(folders()).hasSizeGreaterThanOrEqualTo(30);
  }

  private static List<Path> folders() throws IOException {
    try (var folders = Files.list(SCENARIOS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private void run(Path scenario) throws IOException {
    var root = Files.createDirectories(temporary.resolve(scenario.getFileName().toString()));
    copy(scenario.resolve("input"), root);
    var request = JSON.readTree(Files.readString(scenario.resolve("request.json")));
    var failed = scenario.resolve("failure.json");
    var got = outcome(root, request, Files.readString(scenario.resolve("output.txt")));
    if (Files.exists(failed)) {
      var wanted = JSON.readTree(Files.readString(failed));
      assertThat(got.code()).as(got.message()).isEqualTo(wanted.get("code").asString());
      assertThat(got.message()).contains(wanted.get("message_contains").asString()).endsWith(".");
      if (wanted.has("line")) {
        assertThat(got.line()).isEqualTo(wanted.get("line").asInt());
      }
      assertThat(tree(root)).isEqualTo(tree(scenario.resolve("input")));
    } else {
      assertThat(got.message()).isEmpty();
      assertThat(tree(root)).isEqualTo(tree(scenario.resolve("expected")));
      assertThat(got.dropped()).isEqualTo(request.path("dropped").asInt(0));
    }
  }

  /** How it ended: with {@code code} and {@code message} of a failure, or with empty ones. */
  private record Outcome(String code, String message, int line, int dropped) {}

  private Outcome outcome(Path root, JsonNode json, String output) throws IOException {
    var journal = new UndoJournal(temporary.resolve(root.getFileName() + "-state"));
    try {
      var workspace = Workspace.at(root);
      var file = workspace.read(root.resolve(json.get("path").asString()));
      var instruction = json.get("instruction").asString();
      var region = region(json, file.text());
      var request =
          new EditRequest(file.name(), file.text(), region, instruction, null, language(json));
      var result = result(request, json, output);
      if (result instanceof EditFailure failure) {
        return new Outcome(failure.code(), failure.message(), failure.line().orElse(0), 0);
      }
      var proposal = (EditProposal) result;
      if (json.has("meanwhile")) {
        Files.writeString(file.path(), json.get("meanwhile").asString());
      }
      workspace.commit(file, region, proposal.edits(), journal, instruction);
      return new Outcome("", "", 0, proposal.dropped().size());
    } catch (WorkspaceException e) {
      return new Outcome(e.reason().name().toLowerCase(Locale.ROOT), e.getMessage(), 0, 0);
    }
  }

  private static Region region(JsonNode json, String text) {
    return json.has("at")
        ? Enclosing.region(text, json.get("at").asInt(), json.get("path").asString())
        : new Region(json.get("first_line").asInt(), json.get("last_line").asInt());
  }

  private static @Nullable String language(JsonNode json) {
    return json.has("language") ? json.get("language").asString() : null;
  }

  private static EditResult result(EditRequest request, JsonNode json, String output) {
    var format =
        EditFormats.byName(json.get("format").asString(), word -> word.length() < 6).orElseThrow();
    var failure = format.check(request);
    if (failure.isPresent()) {
      return failure.get();
    }
    var stream = format.open(request);
    var shown = new ArrayList<Hunk>();
    for (var i = 0; i < output.length() && !stream.ended(); i++) {
      shown.addAll(stream.accept(output.substring(i, i + 1)));
    }
    var ending =
        json.has("ending") ? Ending.valueOf(json.get("ending").asString()) : Ending.COMPLETE;
    var result = stream.finish(ending);
    if (result instanceof EditProposal proposal) {
      assertThat(shown).isEqualTo(proposal.hunks().stream().limit(shown.size()).toList());
    }
    return result;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /**
   * The files under {@code root} with their bytes, in a form that a failed comparison shows
   * readably.
   */
  private static Map<String, String> tree(Path root) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        tree.put(
            root.relativize(file).toString(),
            new String(bytes, StandardCharsets.ISO_8859_1)
                + " = "
                + HexFormat.of().formatHex(bytes));
      }
    }
    return tree;
  }
}
