import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares what the lab reported with what its mock noted as sent. Usage: LabSelf RESULTS TRUTH. The mock's lines of the
 * warm-up, which the lab does not report, are those whose id says so, or the first ones where ids are not sent.
 */
public final class LabSelf {
  private static final double[] PERCENTILES = {50, 90, 95, 99};

  public static void main(String[] args) throws Exception {
    JsonObject results = Json.parseObject(Files.readString(Path.of(args[0])));
    List<JsonObject> samples = results.objects("samples");
    List<JsonObject> truth = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      truth.add(Json.parseObject(line));
    }
    truth = truth.subList(truth.size() - samples.size(), truth.size());
    System.out.println(results.requireObject("ending").requireText("sentence"));
    row("schedule delay", samples.stream().mapToDouble(s -> number(s, "sent_ns") - number(s, "intended_ns")).toArray());
    double[] first = samples.stream().mapToDouble(s -> number(s, "first_token_ns") - number(s, "sent_ns")).toArray();
    double[] firstTrue = truth.stream().mapToDouble(t -> chunks(t)[0] - number(t, "arrived")).toArray();
    compare("first token since sent", first, firstTrue);
    double[] gaps =
        samples.stream()
            .flatMapToDouble(s -> s.array("chunk_gaps_us").stream().skip(1).mapToDouble(g -> ((Json.Numeral) g).value() * 1e3))
            .toArray();
    double[] gapsTrue =
        truth.stream()
            .flatMapToDouble(
                t -> {
                  double[] at = chunks(t);
                  double[] between = new double[at.length - 1];
                  for (int i = 0; i < between.length; i++) {
                    between[i] = at[i + 1] - at[i];
                  }
                  return Arrays.stream(between);
                })
            .toArray();
    compare("gaps between chunks", gaps, gapsTrue);
  }

  private static void compare(String what, double[] lab, double[] mock) {
    row(what + ", lab", lab);
    row(what + ", mock", mock);
  }

  private static void row(String what, double[] nanos) {
    Arrays.sort(nanos);
    var line = new StringBuilder(String.format(Locale.ROOT, "  %-32s %,9d", what, nanos.length));
    for (double p : PERCENTILES) {
      int rank = (int) Math.ceil(p / 100 * nanos.length) - 1;
      line.append(String.format(Locale.ROOT, "  p%.0f %8.3f ms", p, nanos[Math.max(0, rank)] / 1e6));
    }
    System.out.println(line);
  }

  private static double number(JsonObject json, String name) {
    return json.number(name).orElseThrow();
  }

  private static double[] chunks(JsonObject truth) {
    return truth.array("chunks").stream().mapToDouble(c -> ((Json.Numeral) c).value()).toArray();
  }
}
