package dev.brisk.distill.eval;

import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** A report as JSON, with all figures unrounded. */
final class ReportJson {
  /** Points of a curve that are kept. */
  private static final int POINTS = 200;

  private final JsonWriter json = new JsonWriter();

  static String of(Report report) {
    var writer = new ReportJson();
    writer.write(report);
    return writer.json + "\n";
  }

  private void write(Report report) {
    json.beginObject().member("answerer", report.answerer()).name("parts").beginArray();
    report.parts().forEach(this::part);
    json.endArray().name("thresholds").beginArray();
    for (var choice : report.chosen()) {
      json.beginObject().member("rule", choice.rule());
      json.name("validation");
      threshold(choice.validation());
      json.name("test");
      threshold(choice.test());
      json.endObject();
    }
    json.endArray().name("curves").beginArray();
    for (var curve : report.curves()) {
      json.beginArray();
      Evaluation.some(curve, POINTS).forEach(this::threshold);
      json.endArray();
    }
    json.endArray().endObject();
  }

  private void part(Report.Part part) {
    json.beginObject()
        .member("title", part.title())
        .member("input", part.input().name())
        .member("sha256", part.input().sha256())
        .member("cases", part.outcomes().size());
    groups("overall", Grouping.overview(part.outcomes()));
    groups("kinds", Grouping.kinds(part.outcomes()));
    groups("kinds_unseen", Grouping.kinds(Grouping.unseen(part.outcomes())));
    groups("sizes", Grouping.sizes(part.outcomes()));
    json.name("failures").beginObject();
    Grouping.failures(part.outcomes()).forEach((code, some) -> json.member(code, some.size()));
    json.endObject().name("confusions").beginArray();
    for (var confusion : Confusion.of(part.outcomes())) {
      json.beginObject()
          .member("kind", confusion.kind())
          .member("wanted", confusion.wanted().toString())
          .member("done", confusion.done().toString())
          .member("failure", confusion.failure())
          .member("count", confusion.count())
          .member("example", confusion.example())
          .endObject();
    }
    json.endArray();
    if (!part.outcomes().isEmpty()) {
      cost(Cost.of(part.outcomes().stream().map(Outcome::answer).toList()));
    }
    json.endObject();
  }

  private void groups(String name, Map<String, List<Outcome>> groups) {
    json.name(name).beginObject();
    groups.forEach(
        (group, outcomes) -> {
          json.name(group).beginObject();
          scores(Scores.of(outcomes));
          json.endObject();
        });
    json.endObject();
  }

  private void scores(Scores scores) {
    proportion("exact", scores.exact());
    proportion("shown", scores.shown());
    proportion("precision", scores.precision());
    proportion("parses", scores.parses());
    proportion("excess", scores.excess());
    proportion("unchanged", scores.unchanged());
    proportion("declined", scores.declined());
    proportion("unusable", scores.unusable());
  }

  private void proportion(String name, Proportion share) {
    json.name(name)
        .beginObject()
        .member("count", share.count())
        .member("of", share.total())
        .member("value", share.value())
        .member("low", share.low())
        .member("high", share.high())
        .endObject();
  }

  private void threshold(Threshold threshold) {
    json.beginObject()
        .member("measure", threshold.measure().key())
        .member("value", threshold.value());
    proportion("answered", threshold.answered());
    proportion("precision", threshold.precision());
    json.endObject();
  }

  private void cost(Cost cost) {
    json.name("cost")
        .beginObject()
        .member("tokens", cost.tokens())
        .member("tokens_per_second", cost.tokensPerSecond())
        .member("passes_per_token", cost.passesPerToken())
        .member("applied_median_ms", cost.medianMillis())
        .member("applied_p90_ms", cost.p90Millis())
        .endObject();
  }
}
