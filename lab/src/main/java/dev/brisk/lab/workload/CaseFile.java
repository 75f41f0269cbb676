package dev.brisk.lab.workload;

import dev.brisk.lab.LabException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Cases of a file of JSON lines.
 *
 * @param sha256 of the file, in hexadecimal digits
 * @param cases at least one
 */
record CaseFile<C>(String sha256, List<C> cases) {
  /**
   * Reads a file whole.
   *
   * @throws LabException if a line is no case, or there is none
   */
  static <C> CaseFile<C> read(Path file, Function<JsonObject, C> reader) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var cases = new ArrayList<C>();
    int number = 0;
    for (var line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        cases.add(reader.apply(Json.parseObject(line)));
      } catch (JsonException | IllegalArgumentException e) {
        throw new LabException(
            file + ", line " + number + ", is no case of this workload: " + e.getMessage(), e);
      }
    }
    if (cases.isEmpty()) {
      throw new LabException(file + " has no cases; make some with brisk mine REPO --full.");
    }
    return new CaseFile<>(sha256(bytes), List.copyOf(cases));
  }

  /** The case of an arrival: in order, and again from the first. */
  C at(int index) {
    return cases.get(index % cases.size());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
