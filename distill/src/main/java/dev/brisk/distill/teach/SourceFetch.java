package dev.brisk.distill.teach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches the sources of the corpus with Maven, on request only. */
public final class SourceFetch {
  private static final String PLUGIN = "3.8.1";

  private SourceFetch() {}

  /**
   * Fetches what is missing into {@code jars}.
   *
   * @throws IOException if Maven is missing or could not fetch all; the message says what to do
   */
  public static void run(List<Corpus.Artifact> artifacts, Path jars) throws IOException {
    var missing = artifacts.stream().filter(a -> !Files.exists(jars.resolve(a.file()))).toList();
    if (missing.isEmpty()) {
      return;
    }
    Files.createDirectories(jars);
    var project = Files.createTempDirectory("brisk-sources");
    var pom = project.resolve("pom.xml");
    try {
      Files.writeString(pom, pom(missing, jars.toAbsolutePath()));
      var maven =
          new ProcessBuilder("mvn", "-B", "-q", "-ntp", "dependency:copy")
              .directory(project.toFile())
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (maven.waitFor() != 0) {
        throw new IOException("Maven could not fetch all sources; see its messages above.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Fetching the sources was interrupted; run it again.", e);
    } finally {
      Files.deleteIfExists(pom);
      Files.deleteIfExists(project);
    }
  }

  private static String pom(List<Corpus.Artifact> artifacts, Path jars) {
    var items = new StringBuilder();
    for (var a : artifacts) {
      items.append(
          """
          <artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>\
          <classifier>sources</classifier></artifactItem>
          """
              .formatted(a.group(), a.artifact(), a.version()));
    }
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>dev.brisk</groupId><artifactId>sources</artifactId><version>1</version>
          <packaging>pom</packaging>
          <build><plugins><plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-dependency-plugin</artifactId>
            <version>%s</version>
            <configuration>
              <outputDirectory>%s</outputDirectory>
              <prependGroupId>true</prependGroupId>
              <artifactItems>%s</artifactItems>
            </configuration>
          </plugin></plugins></build>
        </project>
        """
        .formatted(PLUGIN, jars, items);
  }
}
