package dev.brisk.distill.ask;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.eval.Case;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.FormatLimits;
import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Makes questions of samples, in the format in which Brisk asks a model that serves. The file
 * around the region is not shown: the small model that is to learn does not see it either.
 *
 * @param asked what else determines an answer, such as the teacher's name; part of the ids
 */
public record Questions(EditFormat format, String asked) {
  private static final FormatLimits LIMITS = FormatLimits.defaults().withContextLines(0);

  private record Drawn(long lot, long line, Sample sample) {}

  /**
   * Draws samples to be asked; a greater {@code limit} draws the same and more. What cannot be done
   * is not asked: a teacher does not know how Brisk says so.
   *
   * @return in the order of the file
   * @throws IOException if there is no such file, or it has no samples
   */
  public List<Question> draw(Path samples, int limit, long seed) throws IOException {
    var drawn = new PriorityQueue<>(Comparator.comparingLong(Drawn::lot).reversed());
    try (var all = Samples.read(samples)) {
      var line = 0L;
      for (var each = all.iterator(); each.hasNext(); line++) {
        var sample = each.next();
        if (sample.kind().equals(Sample.CANNOT)
            || format.check(Case.of(sample).request()).isPresent()) {
          continue;
        }
        drawn.add(new Drawn(new SplittableRandom(seed * 31 + line).nextLong(), line, sample));
        if (drawn.size() > limit) {
          drawn.remove();
        }
      }
    } catch (JsonException e) {
      throw new TeacherException(samples + " has a line that is no sample: " + e.getMessage(), e);
    }
    var chosen = new ArrayList<>(drawn);
    chosen.sort(Comparator.comparingLong(Drawn::line));
    if (chosen.isEmpty()) {
      throw new TeacherException(samples + " has no request that can be asked; name another file.");
    }
    return chosen.stream().map(Drawn::sample).map(this::of).toList();
  }

  /** The question that a sample asks. */
  Question of(Sample sample) {
    var request = Case.of(sample).request();
    var prompt = format.prompt(request, LIMITS);
    var messages = messages(prompt);
    var stop = prompt instanceof Prompt.Parts parts ? parts.stopTokens() : List.<String>of();
    return new Question(id(messages), sample, request, messages, stop);
  }

  /** A prompt of tokens is one message, for endpoints whose chat template adds nothing. */
  private static List<Prompt.Message> messages(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat(var messages) -> messages;
      case Prompt.Parts(var parts, var stop) ->
          List.of(
              new Prompt.Message(
                  "user",
                  parts.stream()
                      .map(
                          part ->
                              switch (part) {
                                case Part.Special(var token) -> token;
                                case Part.Text(var text, var trim) -> text;
                              })
                      .collect(Collectors.joining())));
    };
  }

  private String id(List<Prompt.Message> messages) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      update(digest, asked);
      update(digest, format.name());
      for (var message : messages) {
        update(digest, message.role());
        update(digest, message.content());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
