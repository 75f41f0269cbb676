package dev.brisk.lab;

import dev.brisk.lab.report.HtmlReport;
import dev.brisk.lab.report.Measured;
import dev.brisk.lab.report.TextReport;
import dev.brisk.lab.results.ResultsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code brisk lab report}: results as tables in the terminal and as one page. */
@Command(
    name = "report",
    description =
        "Shows what runs measured, here and as one HTML file that needs nothing else. Several"
            + " runs stand side by side, with quality against latency.",
    footer = {
      "%nExamples:",
      "  brisk lab report results.json",
      "  brisk lab report brisk.json llama-server.json -o both.html",
      "%nExit codes: 0 made, 1 a file cannot be read or written, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RESULTS", arity = "1..*", description = "Files of brisk lab run.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      description = "The page (default: report.html).")
  private Path output = Path.of("report.html");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var names = CompareCommand.names(files);
    var runs = new ArrayList<Measured>();
    for (var i = 0; i < files.size(); i++) {
      runs.add(new Measured(names.get(i), ResultsReader.read(files.get(i))));
    }
    for (var run : runs) {
      TextReport.lines(run).forEach(out::println);
      out.println();
    }
    Files.writeString(output, HtmlReport.of(runs), StandardCharsets.UTF_8);
    out.println("The page is " + output + ".");
    return 0;
  }
}
