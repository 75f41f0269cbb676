package dev.brisk.cli.stats;

import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The record on disk: {@code stats/YYYY-MM-DD.jsonl} in the state folder, a file a day (of UTC), a
 * line a moment. For several processes at once: each line is one write at the end of its file.
 *
 * <p>A day takes 256 KiB at most; what comes then is not recorded any more. Days go when they are
 * older than {@value #DAYS} days, and the oldest go when all take more than 8 MiB.
 *
 * @param folder the folder of the files; need not exist
 * @param marker the file whose presence says that nothing is recorded
 * @param environmentSaysOff whether {@code BRISK_STATS=off}
 */
public record StatsFolder(Path folder, Path marker, boolean environmentSaysOff) {
  static final int DAYS = 400;
  static final long DAY_BYTES = 256 << 10;
  static final long ALL_BYTES = 8 << 20;

  private static final long DAY_MILLIS = 86_400_000;
  private static final Pattern NAME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}\\.jsonl");

  /** The record of a state folder, with the environment variables of this process. */
  public static StatsFolder in(StateDir state, Map<String, String> environment) {
    return new StatsFolder(
        state.path().resolve("stats"),
        state.path().resolve("stats.off"),
        environment.getOrDefault("BRISK_STATS", "").equalsIgnoreCase("off"));
  }

  /**
   * What is in the record.
   *
   * @param moments in the order of their files' lines
   * @param broken where lines are that say nothing, such as {@code 2026-11-26.jsonl, line 7}
   */
  public record Contents(List<Moment> moments, List<String> broken) {
    public Contents {
      moments = List.copyOf(moments);
      broken = List.copyOf(broken);
    }
  }

  /** Whether moments are recorded. */
  public boolean on() {
    return !environmentSaysOff && !Files.exists(marker);
  }

  /** Records no more from now on; what there is stays. */
  public void off() throws IOException {
    Files.write(marker, new byte[0], StandardOpenOption.CREATE);
  }

  /** Records again. */
  public void backOn() throws IOException {
    Files.deleteIfExists(marker);
  }

  /** Deletes all that was recorded. */
  public void clear() throws IOException {
    for (var file : files()) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Adds a moment, if recording is on. Never fails: no edit is to suffer because its record cannot
   * be kept.
   */
  public void add(Moment moment) {
    if (!on()) {
      return;
    }
    try {
      var file = folder.resolve(day(moment.at()) + ".jsonl");
      if (!Files.exists(file)) {
        create(folder);
        prune(moment.at());
      }
      append(file, moment.line());
    } catch (IOException | RuntimeException e) {
      // A full disk, a folder that somebody else owns: the person has his edit all the same.
    }
  }

  /** Reads all of it; lines that are broken are named and passed over. */
  public Contents read() throws IOException {
    var moments = new ArrayList<Moment>();
    var broken = new ArrayList<String>();
    for (var file : files()) {
      var name = file.getFileName().toString();
      List<String> lines;
      try {
        // Bytes that are no text make a broken line, not a broken file.
        lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      } catch (NoSuchFileException e) {
        continue;
      }
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).isBlank()) {
          continue;
        }
        try {
          moments.add(Moment.of(lines.get(i)));
        } catch (JsonException e) {
          broken.add(name + ", line " + (i + 1));
        }
      }
    }
    return new Contents(moments, broken);
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
  }

  private static void append(Path file, String line) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            ownerOnly(file, "rw-------"))) {
      long size = out.size();
      if (size >= DAY_BYTES) {
        return;
      }
      // A line that a full disk cut off must not spoil this one. Empty lines are nothing.
      var begin = size > 0 && !endsLine(file, size) ? "\n" : "";
      // One write: the system puts it at the end as a whole, whoever else writes.
      int _ = out.write(ByteBuffer.wrap((begin + line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static boolean endsLine(Path file, long size) throws IOException {
    try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
      var last = ByteBuffer.allocate(1);
      return in.read(last, size - 1) != 1 || last.get(0) == '\n';
    }
  }

  /** Before a new day begins, so that there is room for it. */
  private void prune(long now) throws IOException {
    var oldest = day(now).minusDays(DAYS) + ".jsonl";
    long bytes = DAY_BYTES;
    for (var file : files().reversed()) {
      bytes += Files.size(file);
      if (bytes > ALL_BYTES || file.getFileName().toString().compareTo(oldest) < 0) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The files of days, the oldest first. */
  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String mode) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
