import java.util.ArrayList;
import java.util.List;

/** Measures the server: one row of the table of docs/performance.md, and whether its target was reached. */
public final class Serving {
  private Serving() {}

  /** One way to measure; gives its rows. */
  private interface Measurement {
    List<Row> rows(Options options) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.of(args);
    Measurement measurement =
        switch (args[0]) {
          case "added" -> AddedTime::rows;
          case "events" -> EventRate::rows;
          case "loop" -> ToolLoop::rows;
          case "interrupt" -> InterruptTime::rows;
          case "steer" -> SteerTime::rows;
          case "overload" -> Overload::rows;
          case "idle" -> IdleSockets::rows;
          case "soak" -> Soak::rows;
          default -> throw new IllegalArgumentException("there is no measurement " + args[0]);
        };
    var rows = new ArrayList<Row>(measurement.rows(options));
    for (Row row : rows) {
      System.out.println(options.json() ? row.json() : row.line());
    }
    System.exit(rows.stream().allMatch(Row::passed) ? 0 : 1);
  }
}
