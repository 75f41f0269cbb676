package dev.brisk.syntax.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out whose opinion is to be trusted when: weights under which the right words of sample
 * lines are likeliest, by expectation and maximisation.
 */
public final class LineWeights {
  /** A line with a cursor in it, and what is behind the cursor. */
  public record Line(String prefix, String middle, String suffix) {}

  private static final int ROUNDS = 30;

  /** How many questions' worth the weights of all questions count in each bucket. */
  private static final double PRIOR = 5;

  /** One question: what each expert gave the right word, or -1 if it knew nothing. */
  private record Question(int bucket, double[] shares) {}

  private LineWeights() {}

  /** Every expert as much as the others, in each bucket. */
  static double[][] same() {
    var result = new double[LineModel.buckets()][LineModel.experts()];
    for (var weights : result) {
      Arrays.fill(weights, 1.0 / LineModel.experts());
    }
    return result;
  }

  /** {@code model} with weights fitted to {@code lines}, which it must not have been counted of. */
  public static LineModel fit(LineModel model, List<Line> lines) {
    var questions =
        lines.parallelStream().map(line -> questions(model, line)).flatMap(List::stream).toList();
    var experts = LineModel.experts();
    var weights = same();
    for (var round = 0; round < ROUNDS; round++) {
      var shares = new double[LineModel.buckets()][experts];
      var all = new double[experts];
      for (var question : questions) {
        credit(question, weights[question.bucket], shares[question.bucket], all);
      }
      var sum = Arrays.stream(all).sum();
      for (var b = 0; b < weights.length; b++) {
        var total = PRIOR + Arrays.stream(shares[b]).sum();
        for (var e = 0; e < experts; e++) {
          weights[b][e] = (shares[b][e] + PRIOR * all[e] / Math.max(1e-12, sum)) / total;
        }
      }
    }
    return model.withWeights(weights);
  }

  /** Gives each expert its part in having been right. */
  private static void credit(Question question, double[] weights, double[] shares, double[] all) {
    var together = 0.0;
    for (var e = 0; e < weights.length; e++) {
      together += Math.max(0, question.shares[e]) * weights[e];
    }
    for (var e = 0; e < weights.length && together > 1e-12; e++) {
      var part = Math.max(0, question.shares[e]) * weights[e] / together;
      shares[e] += part;
      all[e] += part;
    }
  }

  private static List<Question> questions(LineModel model, Line line) {
    var cursor = new Cursor(model.vocabulary(), line.prefix, line.suffix);
    var experts = new Experts(cursor.text, model);
    var right = Lexer.lex(cursor.fragment + line.middle, 0, true).lexemes();
    var words = cursor.words.numbers(right);
    var result = new ArrayList<Question>();
    for (var i = 0; i <= words.length; i++) {
      var word = i < words.length ? words[i] : cursor.end;
      var asked = cursor.line(Arrays.copyOf(words, i));
      experts.ask(asked, asked.length);
      var shares = new double[LineModel.experts()];
      for (var e = 0; e < shares.length; e++) {
        var opinion = experts.opinion(e);
        shares[e] = opinion.count() == 0 ? -1 : opinion.of(word);
      }
      result.add(new Question(experts.bucket(), shares));
    }
    return result;
  }
}
