package dev.brisk.lab.quality;

import dev.brisk.lab.LabException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads the problems of HumanEval (github.com/openai/human-eval) and HumanEvalPack's Java
 * (huggingface.co/datasets/bigcode/humanevalpack) as they are published: JSON lines, gzip or not.
 */
public final class Problems {
  private Problems() {}

  /**
   * All problems of a file, in order.
   *
   * @throws LabException if a line is no problem
   */
  public static List<Problem> read(Path file) throws IOException {
    var problems = new ArrayList<Problem>();
    try (var raw = Files.newInputStream(file);
        var in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          problems.add(problem(Json.parseObject(line)));
        }
      }
    } catch (JsonException e) {
      throw new LabException(
          file + ", line " + (problems.size() + 1) + ", is no problem: " + e.getMessage(), e);
    }
    return List.copyOf(problems);
  }

  private static Problem problem(JsonObject json) {
    var id = json.requireText("task_id");
    Optional<String> buggy = json.text("buggy_solution");
    return new Problem(
        id,
        id.startsWith("Java/") ? Language.JAVA : Language.PYTHON,
        json.requireText("prompt"),
        json.requireText("canonical_solution"),
        buggy,
        json.requireText("test"),
        json.requireText("entry_point"));
  }
}
