package dev.brisk.distill.baseline;

import dev.brisk.distill.data.Sample;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.match.Intents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Event;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/** Trains {@link Intents} by maximum entropy with OpenNLP. */
public final class IntentTrainer {
  private static final int RENDERINGS = 16;
  private static final int ITERATIONS = 60;
  private static final int CUTOFF = 3;

  private IntentTrainer() {}

  /** The words of all phrasings that are not held out. */
  public static Set<String> words(List<EditKind> kinds, Phrasings phrasings) {
    var names = new ArrayList<>(kinds.stream().map(EditKind::name).toList());
    names.add("_" + Intents.CANNOT);
    var result = new TreeSet<String>();
    for (var name : names) {
      for (var phrasing : phrasings.of(name)) {
        if (!phrasing.unseen()) {
          var values = new HashMap<String, String>();
          phrasing.slots().forEach(slot -> values.put(slot, "{" + slot + "}"));
          var random = new SplittableRandom(1);
          for (var i = 0; i < RENDERINGS; i++) {
            phrasing.delexicalised(values, random).stream()
                .filter(word -> word.length() > 3 && !word.startsWith("{"))
                .forEach(result::add);
          }
        }
      }
    }
    return result;
  }

  /**
   * @param known the words that are looked at one by one
   */
  public static Intents train(List<Sample> samples, Set<String> known) throws IOException {
    var events = new ArrayList<Event>();
    for (var sample : samples) {
      var phrasing = sample.phrasing();
      var kind =
          sample.kind().equals(Sample.CANNOT)
              ? Intents.CANNOT
              : phrasing.substring(0, phrasing.indexOf('#'));
      events.add(
          new Event(
              kind,
              Intents.features(sample.instruction(), sample.before(), known)
                  .toArray(String[]::new)));
    }
    var parameters = new TrainingParameters();
    parameters.put("Algorithm", "MAXENT_QN");
    parameters.put("Iterations", ITERATIONS);
    parameters.put("Cutoff", CUTOFF);
    parameters.put("L1Cost", 0.0);
    parameters.put("L2Cost", 1.0);
    parameters.put("Threads", Runtime.getRuntime().availableProcessors());
    parameters.put("PrintMessages", false);
    var trained =
        (AbstractModel)
            TrainerFactory.getEventTrainer(parameters, new HashMap<>())
                .train(ObjectStreamUtils.createObjectStream(events));
    return weights(trained, events, known);
  }

  private static Intents weights(AbstractModel model, List<Event> events, Set<String> known) {
    var kinds = new ArrayList<String>();
    for (var i = 0; i < model.getNumOutcomes(); i++) {
      kinds.add(model.getOutcome(i));
    }
    var features = new TreeSet<String>();
    events.forEach(event -> features.addAll(List.of(event.getContext())));
    // The model tells the weights of a feature by what it says of it alone, against nothing.
    var nothing = model.eval(new String[0]);
    var result = new HashMap<String, float[]>();
    for (var feature : features) {
      var alone = model.eval(new String[] {feature});
      var weights = new float[kinds.size()];
      var mean = 0.0;
      for (var i = 0; i < weights.length; i++) {
        weights[i] = (float) (Math.log(alone[i]) - Math.log(nothing[i]));
        mean += weights[i] / weights.length;
      }
      var most = 0f;
      for (var i = 0; i < weights.length; i++) {
        weights[i] -= (float) mean;
        most = Math.max(most, Math.abs(weights[i]));
      }
      if (most > 0.03) {
        result.put(feature, weights);
      }
    }
    return new Intents(kinds, result, known);
  }
}
