package dev.brisk.distill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.distill.data.Samples;
import dev.brisk.distill.eval.Completions;
import dev.brisk.distill.eval.EngineAnswerer;
import dev.brisk.distill.lines.CursorCase;
import dev.brisk.distill.lines.CursorCases;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.distill.teach.Sampler;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.syntax.complete.LineCompleter;
import dev.brisk.syntax.complete.LineModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All steps over three small jars. */
class PipelineTest {
  @TempDir Path work;

  @BeforeEach
  void corpus() throws IOException {
    Files.createDirectories(work.resolve("jars"));
    var list = new StringBuilder("# group:artifact\tversion\tlicence\tsplit\n");
    for (var split : new String[] {"train", "validation", "test"}) {
      list.append("sample:").append(split).append("\t1\tMIT\t").append(split).append('\n');
      jar(work.resolve("jars/sample." + split + "-1-sources.jar"));
    }
    Files.writeString(work.resolve("list.tsv"), list);
  }

  private static void jar(Path path) throws IOException {
    var source = Sampler.text();
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (var i = 0; i < 4; i++) {
        zip.putNextEntry(new ZipEntry("sample/Sampler" + i + ".java"));
        zip.write(source.replace("title", "title" + i).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private int brisk(String... arguments) {
    return new CommandLine(new DistillCommand()).execute(arguments);
  }

  @Test
  void makes_a_model_that_answers_from_nothing_but_sources() throws Exception {
    var folder = work.toString();

    var code =
        brisk(
            "run",
            "--config",
            "smoke",
            "--minutes",
            "0.05",
            "--no-fetch",
            "--list",
            work.resolve("list.tsv").toString(),
            "--work",
            folder);

    assertThat(code).isZero();
    try (var samples = Samples.read(work.resolve("samples/test.jsonl"))) {
      assertThat(samples).anyMatch(sample -> sample.unseen());
    }
    try (var samples = Samples.read(work.resolve("samples/train.jsonl"))) {
      assertThat(samples).noneMatch(sample -> sample.unseen()).hasSizeGreaterThan(100);
    }
    assertThat(work.resolve("samples/train.jsonl.json")).content().contains("sha256");
    try (var answerer = new EngineAnswerer(work.resolve("runs/smoke/smoke.gguf"), 1, true)) {
      var answer =
          answerer.answer(
              EditRequest.of("A.java", "int a;\n", new Region(1, 1), "rename a to total"));
      assertThat(answer.output()).isNotEmpty();
      // Whatever a model of three seconds says, the grammar keeps it applicable as far as it goes.
      assertThat(answer.failure()).isIn("", "beyond_model", "cut_off");
      assertThat(answer.confidence()).isPresent();
    }
  }

  @Test
  void counts_what_completes_lines_of_projects_never_seen() throws Exception {
    var list = work.resolve("list.tsv").toString();

    assertThat(brisk("lines", "--list", list, "--work", work + "", "--projects", "1")).isZero();

    var cases = CursorCase.read(work.resolve("samples/lines-test.jsonl"));
    assertThat(cases).isNotEmpty();
    assertThat(work.resolve("lines.bin.json")).content().contains("sha256");
    try (var in = Files.newInputStream(work.resolve("lines.bin"))) {
      var completer = Completions.Completer.of(new LineCompleter(LineModel.read(in)));
      var test = Corpus.ofSplit(Corpus.artifacts(Path.of(list)), "test", 1);
      var sources = Corpus.sources(work.resolve("jars"), test);
      // One cursor a file: of so few lines all may be hard, so there are several rounds.
      var many = new ArrayList<CursorCase>();
      for (var seed = 0; seed < 20; seed++) {
        many.addAll(CursorCases.of(sources, sources.size(), seed));
      }
      var score = Completions.score("test", completer, many, done -> {});
      assertThat(score.all().count()).isPositive();
    }
  }

  @Test
  void leaves_what_is_there() throws IOException {
    var samples = work.resolve("samples");
    Files.createDirectories(samples);
    for (var split : new String[] {"copy", "validation", "test", "train"}) {
      Files.writeString(samples.resolve(split + ".jsonl"), split);
    }

    assertThat(brisk("data", "--list", work.resolve("list.tsv").toString(), "--work", work + ""))
        .isZero();

    assertThat(samples.resolve("train.jsonl")).hasContent("train");
    assertThat(samples.resolve("copy.jsonl")).hasContent("copy");
  }
}
