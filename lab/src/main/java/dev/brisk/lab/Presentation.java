package dev.brisk.lab;

import dev.brisk.lab.report.HtmlReport;
import dev.brisk.lab.report.Measured;
import dev.brisk.lab.report.TextReport;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a person gets at the end of a run. */
final class Presentation {
  private final PrintWriter out;

  Presentation(PrintWriter out) {
    this.out = out;
  }

  /** Prints the table and writes {@code report.html} beside the results. */
  void show(Results results, Path folder) throws IOException {
    var measured = new Measured(results.run().workload().name(), results);
    TextReport.lines(measured).forEach(out::println);
    var page = folder.resolve("report.html");
    Files.writeString(page, HtmlReport.of(List.of(measured)), StandardCharsets.UTF_8);
    out.println();
    if (results.ending().how() == Ending.How.COMPLETED) {
      // Any other end is the first thing in the table.
      out.println(results.ending().sentence());
    }
    out.println(
        "The samples are in " + folder.resolve("results.json") + ", the page is " + page + ".");
  }
}
