package dev.brisk.lab.results;

import static dev.brisk.lab.results.RunJson.constant;
import static dev.brisk.lab.results.RunJson.lower;

import dev.brisk.lab.results.Quality.Check;
import dev.brisk.wire.json.JsonReader;
import dev.brisk.wire.json.JsonWriter;
import java.util.Arrays;

/** How a judgement is written and read. */
final class QualityJson {
  private static final int APPLIED = 0;
  private static final int EXACT = 1;
  private static final int EXACT_BUT_SPACE = 2;
  private static final int PARSES = 3;
  private static final int TESTS = 4;

  private QualityJson() {}

  static void write(JsonWriter json, Quality quality) {
    json.beginObject();
    check(json, "applied", quality.applied());
    check(json, "exact", quality.exact());
    check(json, "exact_but_space", quality.exactButSpace());
    check(json, "parses", quality.parses());
    check(json, "tests", quality.tests());
    SampleJson.some(json, "changed_lines", quality.changedLines(), -1);
    SampleJson.some(json, "needed_lines", quality.neededLines(), -1);
    SampleJson.some(json, "stray_lines", quality.strayLines(), -1);
    SampleJson.some(json, "note", quality.note());
    json.endObject();
  }

  static Quality read(JsonReader json) {
    var checks = new Check[5];
    Arrays.fill(checks, Check.NOT_CHECKED);
    var lines = new int[] {-1, -1, -1};
    var note = new String[] {""};
    json.object(
        name -> {
          switch (name) {
            case "applied" -> checks[APPLIED] = constant(Check.class, json.text());
            case "exact" -> checks[EXACT] = constant(Check.class, json.text());
            case "exact_but_space" -> checks[EXACT_BUT_SPACE] = constant(Check.class, json.text());
            case "parses" -> checks[PARSES] = constant(Check.class, json.text());
            case "tests" -> checks[TESTS] = constant(Check.class, json.text());
            case "changed_lines" -> lines[0] = json.integer();
            case "needed_lines" -> lines[1] = json.integer();
            case "stray_lines" -> lines[2] = json.integer();
            case "note" -> note[0] = json.text();
            default -> json.skip();
          }
        });
    return new Quality(
        checks[APPLIED],
        checks[EXACT],
        checks[EXACT_BUT_SPACE],
        checks[PARSES],
        checks[TESTS],
        lines[0],
        lines[1],
        lines[2],
        note[0]);
  }

  private static void check(JsonWriter json, String name, Check check) {
    if (check != Check.NOT_CHECKED) {
      json.member(name, lower(check));
    }
  }
}
