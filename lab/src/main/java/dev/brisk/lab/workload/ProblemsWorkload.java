package dev.brisk.lab.workload;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.load.Stage;
import dev.brisk.lab.quality.CaseAnswer;
import dev.brisk.lab.quality.Problem;
import dev.brisk.lab.quality.Problems;
import dev.brisk.lab.results.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code problems}: HumanEval and HumanEvalPack, whose answers are tested after the run. */
final class ProblemsWorkload implements Cases {
  private static final int MOST_TOKENS = 768;

  private final List<Problem> problems;
  private final String sha256;

  ProblemsWorkload(Path file) throws IOException {
    this.problems = Problems.read(file);
    this.sha256 = CaseFile.sha256(Files.readAllBytes(file));
  }

  @Override
  public Workload describe() {
    return new Workload("problems", sha256, problems.size());
  }

  @Override
  public String refuses(Api api) {
    return api.name().equals("infill") || api.name().equals("completions")
        ? "The API " + api.name() + " only fills in; ask problems by edits, responses or chat."
        : "";
  }

  @Override
  public Scenario scenario(int index) {
    var problem = problems.get(index % problems.size());
    return stage -> {
      var chat = chat(problem, stage);
      boolean edits = !stage.api().takes(chat);
      var ask = edits ? edit(problem, stage) : chat;
      var question =
          Question.of(problem.id(), "problem", ask)
              .judged(
                  call ->
                      new CaseAnswer.Solved(
                          problem, edits ? call.edited().orElse("") : call.text()));
      stage.ask(question, stage.intendedNanos(), stage.call());
      stage.api().leave(problem.id());
    };
  }

  private static Ask edit(Problem problem, Stage stage) {
    var salt = stage.salt().word();
    var path = salt.isEmpty() ? problem.path() : salt + "/" + problem.path();
    var text = problem.before();
    return new Ask.Edit(
        EditRequest.of(path, text, Region.all(Lines.of(text).count()), problem.instruction()),
        problem.canonicalSolution());
  }

  private static Ask chat(Problem problem, Stage stage) {
    var system =
        stage.salt().sentence()
            + "You write programs. Answer with one code block that holds the whole program, and nothing else.";
    var question = problem.instruction() + ":\n```\n" + problem.before() + "\n```";
    return new Ask.Chat(
        problem.id(),
        List.of(new Ask.Message("system", system), new Ask.Message("user", question)),
        MOST_TOKENS);
  }
}
