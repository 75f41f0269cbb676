package dev.brisk.lab.workload;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.load.Stage;
import dev.brisk.lab.quality.CaseAnswer;
import dev.brisk.lab.results.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code complete}: a line is typed, and each keystroke asks for the rest of it. Whoever types does
 * not wait for answers: a newer request cancels the older.
 */
final class CompleteWorkload implements Cases {
  /** Enough to see what typing does; a whole line takes ten seconds. */
  private static final int MOST_KEYS = 12;

  private static final int MOST_TOKENS = 48;

  private final CaseFile<InfillCase> file;

  CompleteWorkload(Path file) throws IOException {
    this.file = CaseFile.read(file, InfillCase::read);
  }

  @Override
  public Workload describe() {
    return new Workload("complete", file.sha256(), file.cases().size());
  }

  @Override
  public String refuses(Api api) {
    return api.takes(new Ask.Infill("", "", "", 1))
        ? ""
        : "The API " + api.name() + " does not fill in; use --api infill or completions.";
  }

  @Override
  public boolean sharesPrompts() {
    return true;
  }

  @Override
  public Scenario scenario(int index) {
    var place = file.at(index);
    return stage -> type(place, stage);
  }

  private static void type(InfillCase place, Stage stage) throws InterruptedException {
    var typing = new Typing(stage.random());
    long due = stage.intendedNanos();
    int keys = Math.min(MOST_KEYS, place.middle().length());
    @Nullable Call older = null;
    for (int typed = 0; typed <= keys && !stage.over(); typed++) {
      stage.sleepUntil(due);
      if (older != null) {
        older.stop(Call.Why.INTERRUPT);
      }
      older = stage.call();
      stage.start(question(place, typed, stage), due, older);
      due += typing.nextNanos();
    }
    stage.await();
  }

  private static Question question(InfillCase place, int typed, Stage stage) {
    var soFar = place.prefix() + place.middle().substring(0, typed);
    var head = stage.salt().comment(place.path());
    var ask = new Ask.Infill(place.path(), head + soFar, place.suffix(), MOST_TOKENS);
    return Question.of(place.id(), "keystroke", ask)
        .judged(
            call ->
                new CaseAnswer.Edited(
                    place.path(),
                    place.prefix() + place.suffix(),
                    place.prefix() + place.middle() + place.suffix(),
                    Optional.of(soFar + firstLine(call.text()) + place.suffix()),
                    ""));
  }

  /** What a person would see as the rest of the line. */
  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
