package dev.brisk.lab.workload;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.Question;
import dev.brisk.lab.load.Scenario;
import dev.brisk.lab.load.Stage;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.results.Stop;
import dev.brisk.lab.results.Tokens;
import dev.brisk.lab.results.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code session}: somebody at work. An edit is asked for and taken; the same is asked for once
 * more, interrupted after a random share of the time that the whole answer took, and sent in
 * another direction; that is taken; the next edit is asked for.
 */
final class SessionWorkload implements Cases {
  private final CaseFile<EditCase> file;
  private final RegionChoice region;

  SessionWorkload(Path file, RegionChoice region) throws IOException {
    this.file = CaseFile.read(file, EditCase::read);
    this.region = region;
  }

  @Override
  public Workload describe() {
    return new Workload("session", region.words(), file.sha256(), file.cases().size());
  }

  @Override
  public String refuses(Api api) {
    return api.name().equals("infill") || api.name().equals("completions")
        ? "The API " + api.name() + " only fills in; a session edits."
        : "";
  }

  @Override
  public boolean sharesPrompts() {
    return true;
  }

  @Override
  public Scenario scenario(int index) {
    var first = file.at(index);
    var next = file.at(index + 1);
    return stage -> {
      var whole = stage.call();
      stage.ask(question(first, "edit", first.instruction(), stage), stage.intendedNanos(), whole);
      if (whole.outcome() == Outcome.OK) {
        redirect(first, next, whole, stage);
      }
      if (!stage.over()) {
        stage.ask(
            question(next, "edit again", next.instruction(), stage),
            System.nanoTime(),
            stage.call());
      }
    };
  }

  private void redirect(EditCase edit, EditCase other, Call whole, Stage stage)
      throws InterruptedException {
    long took = whole.endNanos() - whole.sentNanos();
    double share = stage.random().nextDouble(0.05, 0.95);
    // Other words for the same file: a prefix cache that knows it may help, as it does a person.
    var again = question(edit, "interrupted", edit.instruction() + ".", stage);
    var redirected = question(edit, "redirect", other.instruction(), stage);
    var call = stage.call();
    var then = stage.call();
    call.redirectTo(redirected.ask(), then);
    long intended = System.nanoTime();
    var interrupting =
        Thread.startVirtualThread(
            () -> {
              try {
                stage.sleepUntil(intended + (long) (share * took));
                call.stop(Call.Why.INTERRUPT);
              } catch (InterruptedException e) {
                // It has ended by itself.
              }
            });
    stage.askOnly(again, call);
    interrupting.interrupt();
    boolean stopped = call.why().filter(why -> why == Call.Why.INTERRUPT).isPresent();
    if (stopped && then.sentNanos() == Call.NONE && !stage.over()) {
      // The API has no redirect, so the next instruction is a request of its own.
      stage.askOnly(redirected, then);
    }
    stage.note(
        again, intended, call, stopped ? Optional.of(stop(call, then, stage)) : Optional.empty());
    if (then.sentNanos() != Call.NONE) {
      stage.note(redirected, then.sentNanos(), then, Optional.empty());
    }
  }

  private Question question(EditCase edit, String kind, String words, Stage stage) {
    var ask = new Ask.Edit(edit.request(region, stage.salt(), words), edit.after());
    return Question.of(edit.id(), kind, ask);
  }

  private static Stop stop(Call call, Call then, Stage stage) {
    boolean known = call.tokens().output() != Tokens.UNKNOWN;
    return new Stop(
        stage.sinceStart(call.stopRequestedNanos()),
        // Where the connection is simply cut, nobody says when the target noticed.
        known ? stage.sinceStart(call.endNanos()) : -1,
        tokensAfter(call),
        stage.sinceStart(then.sentNanos()),
        stage.sinceStart(then.firstNanos()));
  }

  /**
   * How many tokens were computed after the interrupt, at most. A target that tells its times: its
   * tokens by the share of its time that lay behind the interrupt, rounded up. Another that counts:
   * all tokens but the chunks that had come, each of which held one or more.
   */
  private static int tokensAfter(Call call) {
    int all = call.tokens().output();
    if (all == Tokens.UNKNOWN) {
      return -1;
    }
    var times = call.serverTimes();
    if (times.total() >= 0) {
      double until = (call.stopRequestedNanos() - call.sentNanos()) / 1e6;
      double behind = Math.max(0, times.total() - until);
      return times.decode() <= 0
          ? all
          : (int) Math.ceil(all * Math.min(1, behind / times.decode()));
    }
    return Math.max(0, all - call.chunksAtStop());
  }
}
