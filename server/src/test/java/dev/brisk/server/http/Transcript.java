package dev.brisk.server.http;

import dev.brisk.server.scripted.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a client and the server say to each other, as a text file: lines of the model's script after
 * {@code |}, what the client says after {@code >}, what the server says after {@code <}, in this
 * order. Ids are numbered; times, rates and what is drawn by chance are 0.
 */
final class Transcript {
  private static final Pattern ID =
      Pattern.compile("\\b(resp|msg|fc|ctc|rs|call|steer|chatcmpl|cmpl)[_-][0-9a-f]{24,32}\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "(\"(?:created(?:_at)?|[a-z_/]+_(?:ms|us|s|per_second)|seed|pid)\"):[0-9.E]+");
  private static final Pattern NUMBERED = Pattern.compile("\\b(resp|call)_\\d{1,2}\\b");

  /** What a peer hears when an answer is over. */
  static final String OVER = "the answer is over";

  private final String name;
  private final List<String> lines;
  private final Map<String, String> numbered = new HashMap<>();
  private final Map<String, String> real = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Transcript(String name, List<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  static Transcript read(String name) {
    try (var in = Transcript.class.getResourceAsStream("/dev/brisk/server/transcripts/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no transcript " + name);
      }
      return new Transcript(
          name, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Script script() {
    return Script.of(
        name, lines.stream().filter(l -> l.startsWith("| ")).map(l -> l.substring(2)).toList());
  }

  /** A connection to play it on. */
  interface Peer {
    void say(String text) throws Exception;

    String hear() throws Exception;
  }

  /** Plays what the client says; returns all of it with what the server really said. */
  List<String> play(Peer peer) throws Exception {
    var all = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith("> ")) {
        peer.say(
            NUMBERED
                .matcher(line.substring(2))
                .replaceAll(m -> real.getOrDefault(m.group(), m.group())));
        all.add(line);
      } else if (line.startsWith("< ")) {
        all.add("< " + normal(peer.hear()));
      } else {
        all.add(line);
      }
    }
    return all;
  }

  /**
   * Plays requests, each with all that comes back until the server has nothing more to say; returns
   * all of it.
   */
  List<String> playAll(Peer peer) throws Exception {
    var all = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith("< ")) {
        continue;
      }
      all.add(line);
      if (line.startsWith("> ")) {
        peer.say(line.substring(2));
        for (var heard = peer.hear(); !heard.equals(OVER); heard = peer.hear()) {
          all.add("< " + normal(heard));
        }
      }
    }
    return all;
  }

  List<String> lines() {
    return lines;
  }

  /** Keeps what was really said as what is expected, where somebody asks for it. */
  void write(List<String> said) throws IOException {
    var folder = System.getenv("BRISK_WRITE_TRANSCRIPTS");
    if (folder != null) {
      Files.write(Path.of(folder, name), said);
    }
  }

  private String normal(String event) {
    var timeless = TIME.matcher(event).replaceAll("$1:0");
    return ID.matcher(timeless).replaceAll(m -> number(m.group(), m.group(1)));
  }

  private String number(String id, String kind) {
    return numbered.computeIfAbsent(
        id,
        unknown -> {
          var named = kind + "_" + counts.merge(kind, 1, Integer::sum);
          real.put(named, unknown);
          return named;
        });
  }
}
