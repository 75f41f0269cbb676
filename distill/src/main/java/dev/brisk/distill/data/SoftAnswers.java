package dev.brisk.distill.data;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a teacher thought likely, token by token, beside a file of samples: in {@code
 * NAME.soft.jsonl} a line for each sample that has it, by the sample's place in its file, from 0.
 */
public final class SoftAnswers {
  private SoftAnswers() {}

  /**
   * The tokens of the samples that have them; none if there is no such file.
   *
   * @throws IOException if it is damaged
   */
  public static Map<Integer, List<TeacherToken>> read(Path samples) throws IOException {
    var path = beside(samples);
    var result = new HashMap<Integer, List<TeacherToken>>();
    if (Files.exists(path)) {
      try (var lines = Files.lines(path)) {
        lines
            .map(Json::parseObject)
            .forEach(o -> result.put(o.requireInteger("sample"), TeacherToken.read(o, "tokens")));
      } catch (JsonException e) {
        throw new IOException(path + " is damaged; make it again with brisk distill ask.", e);
      }
    }
    return result;
  }

  /** Writes them, all or nothing; no file where there are none. */
  public static void write(Path samples, Map<Integer, List<TeacherToken>> tokens)
      throws IOException {
    var path = beside(samples);
    if (tokens.isEmpty()) {
      Files.deleteIfExists(path);
      return;
    }
    var unfinished = path.resolveSibling(path.getFileName() + ".part");
    try (var out = Files.newBufferedWriter(unfinished)) {
      for (var sample : tokens.keySet().stream().sorted().toList()) {
        var json = new JsonWriter().beginObject().member("sample", sample);
        TeacherToken.write(json, "tokens", tokens.getOrDefault(sample, List.of()));
        out.write(json.endObject() + "\n");
      }
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path beside(Path samples) {
    var name = samples.getFileName().toString();
    return samples.resolveSibling(name.replaceFirst("\\.jsonl$", "") + ".soft.jsonl");
  }
}
