package dev.brisk.lab.results;

import dev.brisk.lab.LabException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code results.json}, also one whose end is missing. */
public final class ResultsReader {
  private @Nullable Run run;
  private final List<Sample> samples = new ArrayList<>();
  private List<Step> steps = List.of();
  private @Nullable Ending ending;

  private ResultsReader() {}

  /**
   * Reads a file.
   *
   * @throws LabException if it is no such file, or of another schema
   * @throws IOException if it cannot be opened
   */
  public static Results read(Path file) throws IOException {
    var reader = new ResultsReader();
    try (var in = Files.newInputStream(file)) {
      JsonReader.read(
          in,
          json -> {
            json.object(name -> reader.member(json, name));
            return reader;
          });
    } catch (JsonException e) {
      if (!e.cutOff() || reader.run == null) {
        throw new LabException(file + " is no results.json of brisk lab run: " + e.getMessage(), e);
      }
    }
    return reader.results(file);
  }

  private void member(JsonReader json, String name) {
    switch (name) {
      case "schema" -> {
        var schema = json.integer();
        if (schema != Results.SCHEMA) {
          throw new LabException(
              "The results are of schema "
                  + schema
                  + " and this Brisk reads schema "
                  + Results.SCHEMA
                  + "; use the version that wrote them.");
        }
      }
      case "run" -> run = RunJson.run(object(json));
      case "samples" -> json.array(() -> samples.add(SampleJson.read(json)));
      case "steps" -> {
        var read = new ArrayList<Step>();
        json.array(() -> read.add(RunJson.step(object(json))));
        steps = read;
      }
      case "ending" -> ending = RunJson.ending(object(json));
      default -> json.skip();
    }
  }

  private Results results(Path file) {
    if (run == null) {
      throw new LabException(file + " is no results.json of brisk lab run: 'run' is missing.");
    }
    samples.sort(Comparator.comparingInt(Sample::index));
    return new Results(run, samples, steps, ending == null ? cutOff() : ending);
  }

  private Ending cutOff() {
    var last = samples.stream().mapToLong(s -> s.times().end()).max().orElse(0);
    return new Ending(
        Ending.How.CUT_OFF,
        "The run was killed; what it had measured until then is here.",
        last,
        List.of());
  }

  private static JsonObject object(JsonReader json) {
    if (json.value() instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("An object was expected.");
  }

  /** The text of a JSON value that should be a string. */
  static String text(Json value) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    throw new JsonException("A string was expected, not " + value.kind() + ".");
  }
}
