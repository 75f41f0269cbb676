package dev.brisk.distill.teach;

import dev.brisk.syntax.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A class of no use that has a place for every kind of edit. */
public final class Sampler {
  private Sampler() {}

  /** Its text. */
  public static String text() {
    try (var in = Sampler.class.getResourceAsStream("Sampler.java.txt")) {
      if (in == null) {
        throw new IllegalStateException("The sampler is not built in.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It as a file of the project "sampler". */
  public static SourceFile file() {
    return SourceFile.parse("sampler", "Sampler.java", text()).orElseThrow();
  }
}
