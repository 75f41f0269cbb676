package dev.brisk.distill;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.SampleEncoder;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.data.SharedVocabulary;
import dev.brisk.distill.data.SoftAnswers;
import dev.brisk.distill.data.SoftTargets;
import dev.brisk.distill.data.TeacherToken;
import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.data.TokenFileWriter;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.edit.script.Marks;
import dev.brisk.edit.script.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brisk distill encode}: samples as tokens. */
@Command(
    name = "encode",
    description = "Turns samples/SPLIT.jsonl into tokens/SPLIT.tok for the training.",
    mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {
  private static final int BATCH = 4096;

  @Mixin private WorkFolder work = new WorkFolder();

  @Parameters(
      arity = "0..*",
      paramLabel = "SPLIT",
      description = "Default: copy, validation, test and train.")
  private List<String> splits = List.of("copy", "validation", "test", "train");

  @Override
  public Integer call() throws IOException {
    var tokenizer = KnownWords.read(work.tokenizer());
    var encoder = new SampleEncoder(tokenizer, new KnownWords(tokenizer));
    var shared = new SharedVocabulary(tokenizer);
    for (var split : splits) {
      var target = work.tokens(split);
      if (Files.exists(target)) {
        System.err.println(target + " is there already; delete it to make it again.");
        continue;
      }
      Files.createDirectories(target.getParent());
      var left = new TreeMap<String, Integer>();
      var kinds = new ArrayList<String>();
      var said = SoftAnswers.read(work.samples(split));
      var soft = 0;
      try (var writer = new TokenFileWriter(target, tokenizer.size());
          var samples = Samples.read(work.samples(split))) {
        var all = Math.toIntExact(count(split));
        var progress = new Progress("encoding " + split, all);
        var iterator = samples.iterator();
        var batch = new ArrayList<Sample>();
        for (var done = 0; iterator.hasNext(); ) {
          batch.clear();
          while (iterator.hasNext() && batch.size() < BATCH) {
            batch.add(iterator.next());
          }
          soft += write(batch, done, encoder, writer, kinds, left, said, shared);
          done += batch.size();
          progress.at(done);
        }
        progress.done();
        Files.write(target.resolveSibling(target.getFileName() + ".kinds"), kinds);
        writer.finish();
        new Manifest("encode")
            .put("samples", (long) writer.samples())
            .put("soft", (long) soft)
            .counts("left_out", left)
            .inputs(work.samples(split), work.tokenizer())
            .write(target);
      }
    }
    return 0;
  }

  private long count(String split) throws IOException {
    try (var lines = Files.lines(work.samples(split))) {
      return lines.count();
    }
  }

  /** Returns how many have soft targets. */
  private static int write(
      List<Sample> batch,
      int from,
      SampleEncoder encoder,
      TokenFileWriter writer,
      List<String> kinds,
      Map<String, Integer> left,
      Map<Integer, List<TeacherToken>> said,
      SharedVocabulary shared)
      throws IOException {
    // Symbols begin anywhere, so that all are trained alike; the same sample at the same place.
    List<Optional<SampleEncoder.Encoded>> encoded =
        IntStream.range(0, batch.size())
            .parallel()
            .mapToObj(
                i ->
                    encoder.encode(
                        batch.get(i),
                        said.containsKey(from + i)
                            ? asAsked(batch.get(i))
                            : (from + i) * 37 % Marks.SYMBOLS))
            .toList();
    var soft = 0;
    for (var i = 0; i < batch.size(); i++) {
      var sample = batch.get(i);
      if (encoded.get(i).isPresent()) {
        var tokens = encoded.get(i).get();
        var targets =
            shared
                .targets(tokens.output(), said.getOrDefault(from + i, List.of()))
                .orElse(SoftTargets.NONE);
        soft += targets.isEmpty() ? 0 : 1;
        writer.add(
            tokens.prompt(), tokens.output(), (float) sample.weight(), TokenFile.EDIT, targets);
        kinds.add(sample.kind());
      } else {
        left.merge(sample.kind(), 1, Integer::sum);
      }
    }
    return soft;
  }

  /** The first symbol of the prompt that a teacher was asked with. */
  private static int asAsked(Sample sample) {
    return Notation.firstSymbol(sample.instruction(), List.of(sample.before().split("\n", -1)));
  }
}
