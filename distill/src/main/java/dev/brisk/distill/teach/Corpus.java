package dev.brisk.distill.teach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The sources that the teacher works on: artifacts named in a list, with their licences, split by
 * project so that no project is in two splits.
 */
public final class Corpus {
  /**
   * One line of the list.
   *
   * @param split "train", "validation" or "test"
   */
  public record Artifact(
      String group, String artifact, String version, String licence, String split) {
    /** The name of its file of sources. */
    public String file() {
      return group + "." + artifact + "-" + version + "-sources.jar";
    }

    /** Group and artifact. */
    public String project() {
      return group + ":" + artifact;
    }
  }

  /** A Java file in a jar, not yet parsed. */
  public record Source(Artifact artifact, String path, String text) {}

  private static final int LONGEST = 60_000;

  private Corpus() {}

  /**
   * The artifacts of a list: tab-separated coordinates, version, licence, split.
   *
   * @param list the built-in one if null
   */
  public static List<Artifact> artifacts(@Nullable Path list) throws IOException {
    var result = new ArrayList<Artifact>();
    for (var line : list == null ? builtIn() : Files.readAllLines(list)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var columns = line.split("\t");
      var name = columns[0].split(":");
      if (columns.length != 4 || name.length != 2) {
        throw new IOException(
            list + " has a line without coordinates, version, licence and split: " + line);
      }
      result.add(new Artifact(name[0], name[1], columns[1], columns[2], columns[3]));
    }
    return result;
  }

  private static List<String> builtIn() throws IOException {
    try (var in = Corpus.class.getResourceAsStream("artifacts.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  /** All artifacts of a split, in the order of the list. */
  public static List<Artifact> ofSplit(List<Artifact> all, String split) {
    return ofSplit(all, split, Integer.MAX_VALUE);
  }

  /** The first {@code most} artifacts of a split, in the order of the list. */
  public static List<Artifact> ofSplit(List<Artifact> all, String split, int most) {
    return all.stream().filter(a -> a.split().equals(split)).limit(most).toList();
  }

  /** As {@link #sources(Path, Artifact)}, of several artifacts; the list may be changed. */
  public static List<Source> sources(Path jars, List<Artifact> artifacts) throws IOException {
    var result = new ArrayList<Source>();
    for (var artifact : artifacts) {
      result.addAll(sources(jars, artifact));
    }
    return result;
  }

  /**
   * All Java files of an artifact in the order of their names, but for very long ones.
   *
   * @throws IOException if the jar is missing or damaged; the message says what to do
   */
  public static List<Source> sources(Path jars, Artifact artifact) throws IOException {
    var jar = jars.resolve(artifact.file());
    if (!Files.exists(jar)) {
      throw new IOException(
          jar + " is missing; fetch the sources with brisk distill data --fetch.");
    }
    var result = new ArrayList<Source>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
        var name = entry.getName();
        if (name.endsWith(".java")
            && !name.endsWith("-info.java")
            && !name.startsWith("META-INF/")
            && entry.getSize() < LONGEST) {
          try (var in = zip.getInputStream(entry)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            result.add(new Source(artifact, name, text));
          }
        }
      }
    }
    return result;
  }
}
