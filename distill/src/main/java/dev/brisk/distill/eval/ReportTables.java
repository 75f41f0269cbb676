package dev.brisk.distill.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as tables, for terminals, Markdown and HTML alike. */
final class ReportTables {
  /** So many confusions are shown; the JSON has all. */
  private static final int CONFUSIONS = 40;

  private static final List<String> SCORES =
      List.of(
          "",
          "cases",
          "exact",
          "shown",
          "precision",
          "parses",
          "too much changed",
          "unchanged",
          "declined",
          "unusable");

  private ReportTables() {}

  static List<Table> of(Report report) {
    var tables = new ArrayList<Table>();
    for (var part : report.parts()) {
      var outcomes = part.outcomes();
      var of = part.title() + ": ";
      tables.add(scores(of + "overall", Grouping.overview(outcomes)));
      if (Grouping.kinds(outcomes).size() > 1) {
        tables.add(scores(of + "by kind", Grouping.kinds(outcomes)));
        tables.add(
            scores(of + "by kind, unseen phrasing", Grouping.kinds(Grouping.unseen(outcomes))));
      }
      tables.add(scores(of + "by size of the region", Grouping.sizes(outcomes)));
      tables.add(failures(of, outcomes));
      tables.add(confusions(of, outcomes));
      tables.add(cost(of, outcomes));
    }
    if (!report.chosen().isEmpty()) {
      tables.add(choices(report));
    }
    return tables;
  }

  private static Table scores(String title, Map<String, List<Outcome>> groups) {
    var rows = new ArrayList<List<String>>();
    groups.forEach(
        (name, outcomes) -> {
          var scores = Scores.of(outcomes);
          rows.add(
              List.of(
                  name,
                  String.valueOf(outcomes.size()),
                  scores.exact().toString(),
                  percent(scores.shown()),
                  scores.precision().toString(),
                  percent(scores.parses()),
                  percent(scores.excess()),
                  percent(scores.unchanged()),
                  percent(scores.declined()),
                  percent(scores.unusable())));
        });
    return new Table(
        title,
        "Exact and precision with 95 % intervals; precision, parses and too much changed are shares of what is shown.",
        SCORES,
        rows);
  }

  private static Table failures(String of, List<Outcome> outcomes) {
    var rows = new ArrayList<List<String>>();
    Grouping.failures(outcomes)
        .forEach(
            (code, failed) ->
                rows.add(List.of(code, new Proportion(failed.size(), outcomes.size()).toString())));
    return new Table(of + "why nothing is shown", "", List.of("failure", "share"), rows);
  }

  private static Table confusions(String of, List<Outcome> outcomes) {
    var all = Confusion.of(outcomes);
    return new Table(
        of + "what was done instead",
        all.size() > CONFUSIONS
            ? "The " + CONFUSIONS + " most frequent of " + all.size() + "."
            : "",
        List.of("asked", "wanted", "done", "failure", "times", "such as"),
        all.stream()
            .limit(CONFUSIONS)
            .map(
                c ->
                    List.of(
                        c.kind(),
                        c.wanted().toString(),
                        c.done().toString(),
                        c.failure(),
                        String.valueOf(c.count()),
                        c.example()))
            .toList());
  }

  private static Table cost(String of, List<Outcome> outcomes) {
    var rows = new ArrayList<List<String>>();
    if (!outcomes.isEmpty()) {
      var cost = Cost.of(outcomes.stream().map(Outcome::answer).toList());
      rows.add(
          List.of(
              number("%.1f", cost.tokens()),
              number("%.0f", cost.tokensPerSecond()),
              number("%.2f", cost.passesPerToken()),
              number("%.1f ms", cost.medianMillis()),
              number("%.1f ms", cost.p90Millis())));
    }
    return new Table(
        of + "cost",
        "",
        List.of("tokens a response", "tokens/s", "passes a token", "applied, median", "p90"),
        rows);
  }

  private static Table choices(Report report) {
    return new Table(
        "Threshold",
        "Chosen on the validation samples; the figures on the test samples are what to expect.",
        List.of(
            "measure",
            "rule",
            "threshold",
            "validation: precision",
            "answered",
            "test: precision",
            "answered"),
        report.chosen().stream()
            .map(
                choice ->
                    List.of(
                        choice.test().measure().key(),
                        choice.rule(),
                        number("%.4f", choice.test().value()),
                        choice.validation().precision().toString(),
                        choice.validation().answered().toString(),
                        choice.test().precision().toString(),
                        choice.test().answered().toString()))
            .toList());
  }

  private static String percent(Proportion share) {
    return share.total() == 0 ? "–" : number("%.1f %%", 100 * share.value());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
