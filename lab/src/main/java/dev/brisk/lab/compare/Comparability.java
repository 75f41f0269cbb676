package dev.brisk.lab.compare;

import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Results;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether two runs measured the same thing.
 *
 * @param obstacles sentences for which a comparison says nothing
 * @param warnings sentences to keep in mind
 */
public record Comparability(List<String> obstacles, List<String> warnings) {
  /** Of a later run, called {@code name}, with the first. */
  public static Comparability of(Results first, String name, Results other) {
    var obstacles = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    var a = first.run();
    var b = other.run();
    if (!a.workload().equals(b.workload())) {
      obstacles.add(
          name
              + " ran another workload ("
              + b.workload().words()
              + ", "
              + b.workload().cases()
              + " cases) than the first ("
              + a.workload().words()
              + ", "
              + a.workload().cases()
              + " cases"
              + (a.workload().words().equals(b.workload().words()) ? ", other content" : "")
              + ").");
    }
    if (!a.load().equals(b.load())) {
      obstacles.add(
          name
              + " ran under another load ("
              + b.load().words()
              + ") than the first ("
              + a.load().words()
              + ").");
    }
    if (!a.answers().equals(b.answers())) {
      obstacles.add(
          name
              + " has answers of another origin ("
              + b.answers()
              + ") than the first ("
              + a.answers()
              + ").");
    }
    if (a.saltedPrompts() != b.saltedPrompts()) {
      warnings.add("Only one of the first run and " + name + " repeated its prompts.");
    }
    if (!a.client().equals(b.client())) {
      warnings.add(
          name
              + " was measured from another machine or JVM ("
              + b.client().cpu()
              + ", "
              + b.client().cores()
              + " cores) than the first ("
              + a.client().cpu()
              + ", "
              + a.client().cores()
              + " cores).");
    }
    if (!a.api().equals(b.api())) {
      warnings.add(name + " was asked by " + b.api() + ", the first by " + a.api() + ".");
    }
    if (!a.briskVersion().equals(b.briskVersion())) {
      warnings.add(
          name
              + " was measured by lab "
              + b.briskVersion()
              + ", the first by "
              + a.briskVersion()
              + ".");
    }
    noteEnding("The first", first, warnings);
    noteEnding(name, other, warnings);
    return new Comparability(List.copyOf(obstacles), List.copyOf(warnings));
  }

  private static void noteEnding(String name, Results run, List<String> warnings) {
    if (run.ending().how() != Ending.How.COMPLETED) {
      warnings.add(name + ": " + run.ending().sentence());
    }
  }
}
