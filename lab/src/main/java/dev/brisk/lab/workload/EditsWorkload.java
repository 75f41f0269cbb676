package dev.brisk.lab.workload;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.results.Workload;
import java.io.IOException;
import java.nio.file.Path;

/** {@code edits}: real commits, one request each. */
final class EditsWorkload implements Cases {
  private final CaseFile<EditCase> file;
  private final RegionChoice region;

  EditsWorkload(Path file, RegionChoice region) throws IOException {
    this.file = CaseFile.read(file, EditCase::read);
    this.region = region;
  }

  @Override
  public Workload describe() {
    return new Workload("edits", region.words(), file.sha256(), file.cases().size());
  }

  @Override
  public String refuses(Api api) {
    return api.name().equals("infill") || api.name().equals("completions")
        ? "The API " + api.name() + " only fills in; ask edits by edits, responses or chat."
        : "";
  }

  @Override
  public Scenario scenario(int index) {
    var edit = file.at(index);
    return stage -> {
      var ask = new Ask.Edit(edit.request(region, stage.salt()), edit.after());
      var question = Question.of(edit.id(), "edit", ask).judged(edit::judged);
      stage.ask(question, stage.intendedNanos(), stage.call());
    };
  }
}
