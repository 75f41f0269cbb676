package dev.brisk.lab.load;

import dev.brisk.lab.client.Call;
import dev.brisk.lab.results.Phases;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Stop;
import dev.brisk.lab.results.Times;
import java.util.Optional;

/** Makes the sample of a call that has ended. */
final class Measured {
  private Measured() {}

  /**
   * @param start of the run, from which the sample's moments count
   * @param intended when the call was to be sent
   * @param applied when the bytes of the edit were on disk, or {@link Call#NONE}
   * @param answer what is kept of it
   */
  static Sample of(
      Question question,
      String group,
      Call call,
      long start,
      long intended,
      long applied,
      Optional<Stop> stop,
      String answer) {
    var times =
        new Times(
            intended - start,
            since(start, call.sentNanos()),
            since(start, call.firstNanos()),
            since(start, call.endNanos()),
            since(start, applied));
    return new Sample(
        call.index(),
        question.caseId(),
        group,
        question.kind(),
        times,
        call.chunkTimes(),
        call.tokens(),
        phases(call, intended),
        stop,
        call.outcome(),
        call.error(),
        answer,
        Optional.empty());
  }

  static long since(long start, long moment) {
    return moment == Call.NONE ? Times.NONE : moment - start;
  }

  /**
   * What the target tells is taken as it is; the rest of the time between sending and end is that
   * of the network, the protocol, and whatever the target does not tell. A target that tells
   * nothing leaves only the writing of the answer, as seen from here.
   */
  private static Phases phases(Call call, long intended) {
    if (call.sentNanos() == Call.NONE || call.endNanos() == Call.NONE) {
      return Phases.NONE;
    }
    double client = (call.sentNanos() - intended) / 1e6;
    double whole = (call.endNanos() - call.sentNanos()) / 1e6;
    var told = call.serverTimes();
    if (told.total() >= 0) {
      double network = Math.max(0, whole - told.total());
      return new Phases(told.queue(), network, told.prefill(), told.decode(), client);
    }
    if (told.prefill() >= 0 && told.decode() >= 0) {
      double known = Math.max(0, told.queue()) + told.prefill() + told.decode();
      double network = Math.max(0, whole - known);
      return new Phases(told.queue(), network, told.prefill(), told.decode(), client);
    }
    double decode =
        call.firstNanos() == Call.NONE
            ? Phases.UNKNOWN
            : (call.endNanos() - call.firstNanos()) / 1e6;
    return new Phases(Phases.UNKNOWN, Phases.UNKNOWN, Phases.UNKNOWN, decode, client);
  }
}
