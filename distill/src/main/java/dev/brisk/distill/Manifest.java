package dev.brisk.distill;

import dev.brisk.distill.teach.Corpus;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a file was made of, beside it as {@code FILE.json}, so that it can be made again. */
final class Manifest {
  private final JsonWriter json = new JsonWriter().beginObject();

  /**
   * @param step of the distillation
   */
  Manifest(String step) {
    put("step", step);
    put("java", System.getProperty("java.version"));
    put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  Manifest put(String name, String value) {
    json.name(name).value(value);
    return this;
  }

  Manifest put(String name, long value) {
    json.name(name).value(value);
    return this;
  }

  Manifest put(String name, double value) {
    json.name(name).value(value);
    return this;
  }

  Manifest counts(String name, Map<String, Integer> counts) {
    json.name(name).beginObject();
    counts.forEach((key, count) -> json.name(key).value(count));
    json.endObject();
    return this;
  }

  /** The artifacts that went in, with licences and the hashes of their files. */
  Manifest artifacts(List<Corpus.Artifact> artifacts, Path jars) throws IOException {
    json.name("artifacts").beginArray();
    for (var artifact : artifacts) {
      json.beginObject()
          .name("project")
          .value(artifact.project())
          .name("version")
          .value(artifact.version())
          .name("licence")
          .value(artifact.licence())
          .name("sha256")
          .value(hash(jars.resolve(artifact.file())))
          .endObject();
    }
    json.endArray();
    return this;
  }

  /** Files that went in, with their hashes. */
  Manifest inputs(Path... files) throws IOException {
    json.name("inputs").beginObject();
    for (var file : files) {
      json.name(file.getFileName().toString()).value(hash(file));
    }
    json.endObject();
    return this;
  }

  /** Writes the manifest of {@code file} beside it. */
  void write(Path file) throws IOException {
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".json"), json.endObject().toString() + "\n");
  }

  /** SHA-256 of a file, in hexadecimal digits. */
  static String hash(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (var count = in.read(buffer); count > 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("This Java has no SHA-256.", e));
    }
  }
}
