package dev.brisk.lab.report;

import static dev.brisk.lab.report.Html.n;

import java.util.List;
import java.util.function.DoubleFunction;

/** A frame with two axes, into which lines and dots are drawn. */
final class Plot {
  private static final double LEFT = 62;
  private static final double TOP = 14;
  private static final double BOTTOM = 40;
  private static final double RIGHT = 28;

  private final double width;
  private final double height;
  private final Scale x;
  private final Scale y;
  private final StringBuilder content = new StringBuilder();

  Plot(double width, double height, Scale x, Scale y) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
  }

  /** A point of a line. */
  record Point(double x, double y) {}

  /** Names the ticks, and what the axes are. */
  Plot axes(
      DoubleFunction<String> xTick, String xName, DoubleFunction<String> yTick, String yName) {
    for (var tick : y.ticks()) {
      content.append(Html.line("grid", LEFT, py(tick), width - RIGHT, py(tick)));
      content.append(Html.text(LEFT - 6, py(tick) + 4, "end", yTick.apply(tick)));
    }
    for (var tick : x.ticks()) {
      content.append(Html.line("grid", px(tick), TOP, px(tick), height - BOTTOM));
      content.append(Html.text(px(tick), height - BOTTOM + 15, "middle", xTick.apply(tick)));
    }
    content.append(Html.text((LEFT + width - RIGHT) / 2, height - 6, "middle", xName));
    content.append(
        "<text transform=\"translate(12 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
            .formatted(n((TOP + height - BOTTOM) / 2), Html.escaped(yName)));
    return this;
  }

  /** A dashed line across at a value, if it is on the axis. */
  Plot across(double value, String name) {
    if (y.place().applyAsDouble(value) > 0 && y.place().applyAsDouble(value) < 1) {
      content.append(Html.line("limit", LEFT, py(value), width - RIGHT, py(value)));
      content.append(Html.text(width - RIGHT - 4, py(value) + 12, "end", name));
    }
    return this;
  }

  Plot line(String kind, List<Point> points) {
    content.append("<polyline class=\"").append(kind).append("\" points=\"");
    points.forEach(p -> content.append(n(px(p.x()))).append(',').append(n(py(p.y()))).append(' '));
    content.append("\"/>");
    return this;
  }

  /** A dot that says something when pointed at. */
  Plot dot(String kind, double radius, Point at, String said) {
    content.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
            .formatted(kind, n(px(at.x())), n(py(at.y())), n(radius), Html.escaped(said)));
    return this;
  }

  /** Words beside a point. */
  Plot label(Point at, String words) {
    var left = px(at.x()) > 0.7 * width;
    content.append(
        Html.text(px(at.x()) + (left ? -8 : 8), py(at.y()) - 6, left ? "end" : "start", words));
    return this;
  }

  /** The picture; {@code described} is for those who do not see it. */
  String svg(String described) {
    return Html.svg(width, height, described, content.toString());
  }

  private double px(double value) {
    return LEFT + x.at(value) * (width - LEFT - RIGHT);
  }

  private double py(double value) {
    return height - BOTTOM - y.at(value) * (height - TOP - BOTTOM);
  }
}
