package dev.brisk.distill.train;

import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a run's log as one page that needs nothing else. */
final class Curves {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;

  private record Point(double x, double y) {}

  private Curves() {}

  /** Writes {@code page} anew. */
  static void write(Path log, Path page) throws IOException {
    var out = new StringBuilder();
    out.append(
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Training</title>
        <style>body{font:15px system-ui,sans-serif;max-width:760px;margin:2em auto;color:#222}
        svg{width:100%;height:auto;background:#fafafa;border:1px solid #ddd}
        text{font:11px system-ui;fill:#555}path{fill:none;stroke:#2563eb;stroke-width:1.5}
        line{stroke:#e2e2e2}</style><h1>Training</h1>
        """);
    var names =
        List.of("loss", "validation_loss", "exact", "decision", "tokens_per_second", "gigaflops");
    var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
    for (var name : names) {
      var points = new ArrayList<Point>();
      for (var line : lines) {
        var entry = Json.parseObject(line);
        entry
            .number(name)
            .ifPresent(y -> points.add(new Point(entry.number("minutes").orElse(0), y)));
      }
      if (points.size() > 1) {
        out.append("<h2>").append(name.replace('_', ' ')).append("</h2>");
        draw(points, out);
      }
    }
    out.append("</html>\n");
    Files.writeString(page, out);
  }

  private static void draw(List<Point> points, StringBuilder out) {
    var right = points.getLast().x;
    var top = points.stream().mapToDouble(Point::y).max().orElse(1);
    top = top <= 0 ? 1 : top * 1.05;
    out.append("<svg viewBox=\"0 0 %d %d\">".formatted(WIDTH, HEIGHT));
    for (var i = 0; i <= 4; i++) {
      var y = 10 + (HEIGHT - 40) * i / 4.0;
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1='50' x2='%d' y1='%.1f' y2='%.1f'/><text x='4' y='%.1f'>%.3g</text>",
              WIDTH - 10,
              y,
              y,
              y + 4,
              top * (4 - i) / 4));
    }
    out.append("<path d=\"");
    for (var i = 0; i < points.size(); i++) {
      var point = points.get(i);
      out.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              i == 0 ? "M" : "L",
              50 + (WIDTH - 60) * point.x / Math.max(1e-9, right),
              10 + (HEIGHT - 40) * (1 - point.y / top)));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "\"/><text x='50' y='%d'>0</text><text x='%d' y='%d'>%.1f minutes</text></svg>",
            HEIGHT - 12,
            WIDTH - 90,
            HEIGHT - 12,
            right));
  }
}
