package dev.brisk.distill.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * What an evaluation found.
 *
 * @param answerer what answered
 * @param parts one a set of cases
 * @param chosen thresholds chosen on the validation samples, as they do on the test samples
 * @param curves precision over the answered share on the test samples, one a measure
 */
public record Report(
    String answerer, List<Part> parts, List<Choice> chosen, List<List<Threshold>> curves) {

  /**
   * One set of cases.
   *
   * @param title what they are
   * @param input where they are from
   */
  public record Part(String title, Input input, List<Outcome> outcomes) {}

  /**
   * A file of cases.
   *
   * @param name the file's name
   * @param sha256 of its bytes, in hexadecimal digits
   */
  public record Input(String name, String sha256) {}

  /**
   * A threshold.
   *
   * @param rule how it was chosen
   * @param validation its figures where it was chosen
   * @param test its figures on the test samples
   */
  public record Choice(String rule, Threshold validation, Threshold test) {}

  /**
   * Chooses thresholds.
   *
   * @param precision to be reached by the shown edits, from 0 to 1
   * @return none for a measure that does not reach it
   */
  public static List<Choice> choose(
      List<Outcome> validation, List<Outcome> test, double precision) {
    var choices = new ArrayList<Choice>();
    for (var measure : Measure.values()) {
      var curve = Threshold.curve(measure, validation);
      for (var lower : List.of(false, true)) {
        var rule = (lower ? "lower bound" : "precision") + " at least " + precision;
        Threshold.choose(curve, precision, lower)
            .map(at -> new Choice(rule, at, Threshold.at(measure, at.value(), test)))
            .ifPresent(choices::add);
      }
    }
    return choices;
  }
}
