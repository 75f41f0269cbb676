package dev.brisk.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * One HTML file that needs nothing else: no network, no other file. All figures are computed here;
 * the page holds curves and single requests, at most some hundred of them, so its size does not
 * grow with the run.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page.
   *
   * @param runs in the order in which they are shown; at least one
   */
  public static String of(List<Measured> runs) {
    var title = runs.size() == 1 ? runs.getFirst().name() : runs.size() + " runs side by side";
    var page = new StringBuilder(1 << 18);
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>How long a developer waits: ").append(Html.escaped(title));
    page.append("</title>\n<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    page.append("<header><h1>How long a developer waits</h1>\n").append(asked(runs));
    page.append("</header>\n").append(warnings(runs)).append(Headline.of(runs));
    page.append(WaitSection.of(runs));
    page.append(CurveSection.of(runs));
    page.append(LadderSection.of(runs));
    page.append(QualitySection.of(runs));
    page.append(TimeLineSection.of(runs));
    page.append(OverTimeSection.of(runs));
    page.append(FigureSection.of(runs));
    page.append(RunSection.of(runs));
    page.append("<footer>Made by brisk lab; the raw samples are in results.json.</footer>\n");
    return page.append("</body>\n</html>\n").toString();
  }

  private static String asked(List<Measured> runs) {
    var html = new StringBuilder();
    for (var run : runs) {
      html.append("<p>");
      if (runs.size() > 1) {
        html.append("<b>").append(Html.escaped(run.name())).append("</b>: ");
      }
      html.append(Html.escaped(Words.asked(run))).append("</p>\n");
    }
    return html.toString();
  }

  /** Each once, with the runs that it is of. */
  private static String warnings(List<Measured> runs) {
    var names = new LinkedHashMap<String, List<String>>();
    for (var run : runs) {
      for (var warning : Words.warnings(run)) {
        names.computeIfAbsent(warning, w -> new ArrayList<>()).add(run.name());
      }
    }
    var html = new StringBuilder();
    names.forEach(
        (warning, of) -> {
          var all = of.size() == runs.size();
          var said = (all ? "" : String.join(", ", of) + ": ") + warning;
          html.append("<p class=\"warning\">").append(Html.escaped(said)).append("</p>\n");
        });
    return html.toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
