package dev.brisk.cli.stats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moments counted, a row for each day and model.
 *
 * @param rows by day, the newest first, then by model
 */
public record Tally(List<Row> rows) {
  public Tally {
    rows = List.copyOf(rows);
  }

  /**
   * What became of the edits of one model on one day.
   *
   * @param noEdit requests that ended without an edit
   * @param waits how long the person waited for each edit or its absence, in milliseconds, sorted
   */
  public record Row(
      LocalDate day,
      String model,
      int proposed,
      int accepted,
      int rejected,
      int undone,
      int noEdit,
      List<Double> waits) {
    public Row {
      waits = waits.stream().sorted().toList();
    }

    /** The median of the waits, or 0 without any. */
    public double medianWait() {
      return quantile(0.5);
    }

    /** The time that 95 of 100 waits did not exceed, or 0 without any. */
    public double wait95() {
      return quantile(0.95);
    }

    /** All waits together, in milliseconds. */
    public double totalWait() {
      return waits.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The nearest rank. */
    private double quantile(double share) {
      return waits.isEmpty() ? 0 : waits.get((int) Math.ceil(share * waits.size()) - 1);
    }
  }

  private record Key(LocalDate day, String model) {}

  /**
   * Counts what happened from a day on. An undone edit counts on the day on which it was taken
   * back, for the model that made it.
   */
  static Tally of(List<Moment> moments, LocalDate from, ZoneId zone) {
    var counts =
        new TreeMap<Key, Count>(
            Comparator.comparing(Key::day).reversed().thenComparing(Key::model));
    var models = new HashMap<String, String>();
    for (var moment : inOrder(moments)) {
      if (moment instanceof Moment.Accepted accepted) {
        models.put(accepted.undoId(), accepted.model());
      }
      var day = LocalDate.ofInstant(Instant.ofEpochMilli(moment.at()), zone);
      if (!day.isBefore(from)) {
        counts.computeIfAbsent(new Key(day, model(moment, models)), key -> new Count()).add(moment);
      }
    }
    return new Tally(
        counts.entrySet().stream()
            .map(e -> e.getValue().row(e.getKey().day(), e.getKey().model()))
            .toList());
  }

  /** All rows as one; its day is of no meaning. */
  public Row total(String name) {
    return new Row(
        LocalDate.EPOCH,
        name,
        rows.stream().mapToInt(Row::proposed).sum(),
        rows.stream().mapToInt(Row::accepted).sum(),
        rows.stream().mapToInt(Row::rejected).sum(),
        rows.stream().mapToInt(Row::undone).sum(),
        rows.stream().mapToInt(Row::noEdit).sum(),
        rows.stream().flatMap(row -> row.waits().stream()).toList());
  }

  /** An edit is undone after it was accepted, whatever file its lines are in. */
  private static List<Moment> inOrder(List<Moment> moments) {
    return moments.stream().sorted(Comparator.comparingLong(Moment::at)).toList();
  }

  private static String model(Moment moment, Map<String, String> models) {
    return switch (moment) {
      case Moment.Proposed m -> m.model();
      case Moment.Accepted m -> m.model();
      case Moment.Rejected m -> m.model();
      case Moment.NoEdit m -> m.model();
      case Moment.Undone m -> models.getOrDefault(m.undoId(), "");
    };
  }

  private static final class Count {
    private int proposed;
    private int accepted;
    private int rejected;
    private int undone;
    private int noEdit;
    private final List<Double> waits = new ArrayList<>();

    void add(Moment moment) {
      switch (moment) {
        case Moment.Proposed m -> {
          proposed++;
          waits.add(m.waitMs());
        }
        case Moment.NoEdit m -> {
          noEdit++;
          waits.add(m.waitMs());
        }
        case Moment.Accepted _ -> accepted++;
        case Moment.Rejected _ -> rejected++;
        case Moment.Undone _ -> undone++;
      }
    }

    Row row(LocalDate day, String model) {
      return new Row(day, model, proposed, accepted, rejected, undone, noEdit, waits);
    }
  }
}
