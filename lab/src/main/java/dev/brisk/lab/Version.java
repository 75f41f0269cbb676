package dev.brisk.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Brisk this is. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}; written into a resource by the build. */
  public static String number() {
    try (var in = Version.class.getResourceAsStream("build.properties")) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
