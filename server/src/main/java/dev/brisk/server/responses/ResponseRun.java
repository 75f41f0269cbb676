package dev.brisk.server.responses;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.Waits;
import dev.brisk.wire.api.EditFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One response: turns an answer into events. It is run by one thread; others may interrupt and
 * steer it meanwhile.
 */
public final class ResponseRun implements Waits {
  /** Why it is stopped before its end. */
  private enum Stop {
    NOT,
    INTERRUPTED,
    STEERED
  }

  /** How many steers may wait for one response. */
  static final int MOST_STEERS = 8;

  private final List<Item> context;
  private final Answer answer;
  private final String owner;
  private final ResponseObject object;
  private final ResponseEvents events;
  private final OutputItems output;
  private final KeepAlive keepAlive;
  private final List<Steer> steers = new ArrayList<>();
  private int thoughts;
  private Stop stop = Stop.NOT;
  private boolean ended;

  /**
   * @param context the whole conversation that is answered
   * @param owner the name of the key that asks
   */
  ResponseRun(ResponseRequest request, List<Item> context, Answer answer, String owner) {
    this.context = context;
    this.answer = answer;
    this.owner = owner;
    this.object = new ResponseObject(request);
    this.events = new ResponseEvents(request.lane());
    this.output = new OutputItems(events, request.seals());
    this.keepAlive = new KeepAlive(events, object);
  }

  /**
   * How it ended.
   *
   * @param owed calls of tools that wait for their outputs
   * @param steers what came for it meanwhile
   * @param failure the sentence to say if it failed, or nothing is to follow the steers
   */
  public record Outcome(
      StoredResponse response,
      List<Item.Call> owed,
      List<Steer> steers,
      Optional<String> failure) {}

  public String id() {
    return object.id();
  }

  @Override
  public Optional<AnswerEvent.Queued> queued() throws InterruptedException {
    return answer.queued();
  }

  ResponseEvents events() {
    return events;
  }

  /**
   * Sends the events of the answer until it ends.
   *
   * @param sink where they go
   * @param remember takes the response before the last event is sent: a client may go on from it at
   *     once
   */
  public Outcome run(EventSink sink, Consumer<StoredResponse> remember)
      throws InterruptedException {
    events.to(sink);
    send("response.created", object.running("in_progress"));
    send("response.in_progress", object.running("in_progress"));
    keepAlive.start();
    try {
      for (var event = answer.next(); event.isPresent(); event = answer.next()) {
        accept(event.get());
        sink.awaitRoom();
      }
      return end(answer.result(), remember);
    } catch (RefusedException e) {
      // It had to wait for its turn, and did not get it.
      return refuse(e, remember);
    } finally {
      keepAlive.end();
    }
  }

  private void accept(AnswerEvent event) {
    if (event instanceof AnswerEvent.Queued(var position, var waitMillis)) {
      queued(position, waitMillis);
    } else if (!interrupted()) {
      if (event instanceof AnswerEvent.Reasoning) {
        thoughts++;
      }
      output.accept(event);
    }
  }

  private void queued(int position, long waitMillis) {
    events.send(
        "response.queued",
        json ->
            json.name("response")
                .raw(object.running("queued"))
                .member("queue_position", position)
                .member("estimated_wait_ms", waitMillis));
  }

  private Outcome end(GenerationResult result, Consumer<StoredResponse> remember) {
    var how = finish();
    var incomplete = incomplete(how, result.reason());
    var failure = failure(how, result);
    if (how == Stop.INTERRUPTED) {
      output.drop();
    } else {
      output.end(incomplete.isPresent() || failure.isPresent() ? "incomplete" : "completed");
    }
    var status =
        failure.isPresent() ? "failed" : incomplete.isPresent() ? "incomplete" : "completed";
    var json =
        object.ended(
            status,
            incomplete,
            failure,
            output.json(),
            ResponseObject.usage(result.stats(), thoughts));
    var items = new ArrayList<>(context);
    items.addAll(output.items());
    if (failure.isEmpty() && how != Stop.INTERRUPTED) {
      steers.forEach(steer -> items.addAll(steer.items()));
    }
    var response = new StoredResponse(id(), owner, status, items, json);
    remember.accept(response);
    keepAlive.end();
    send("response." + status, json);
    return new Outcome(
        response,
        output.calls(),
        List.copyOf(steers),
        how == Stop.INTERRUPTED && !steers.isEmpty()
            ? Optional.of("The response was interrupted; send what should follow anew.")
            : failure.map(ResponseObject.Failure::sentence));
  }

  private Outcome refuse(RefusedException why, Consumer<StoredResponse> remember) {
    var _ = finish();
    var code =
        why.code().equals(EditFailed.PROMPT_TOO_LONG) ? "context_length_exceeded" : why.code();
    var failure = Optional.of(new ResponseObject.Failure(code, why.sentence()));
    var json = object.ended("failed", Optional.empty(), failure, List.of(), "null");
    var response = new StoredResponse(id(), owner, "failed", context, json);
    remember.accept(response);
    keepAlive.end();
    send("response.failed", json);
    return new Outcome(response, List.of(), List.copyOf(steers), Optional.of(why.sentence()));
  }

  private static Optional<String> incomplete(Stop how, FinishReason reason) {
    if (how == Stop.INTERRUPTED && reason != FinishReason.FAILED) {
      // Also where the engine was done sooner than it was heard: what is not finished is forgotten.
      return Optional.of("interrupted");
    }
    return switch (reason) {
      case LENGTH -> Optional.of("max_output_tokens");
      case CANCELLED ->
          switch (how) {
            case NOT -> Optional.empty();
            case INTERRUPTED -> Optional.of("interrupted");
            case STEERED -> Optional.of("steered");
          };
      case STOP, STOP_STRING, FAILED -> Optional.empty();
    };
  }

  private static Optional<ResponseObject.Failure> failure(Stop how, GenerationResult result) {
    return switch (result.reason()) {
      case FAILED ->
          Optional.of(
              new ResponseObject.Failure(
                  "server_error", "The engine failed (" + result.message() + "); try again."));
      case CANCELLED ->
          how == Stop.NOT
              ? Optional.of(
                  new ResponseObject.Failure("cancelled", "The response was cancelled; ask again."))
              : Optional.empty();
      case STOP, STOP_STRING, LENGTH -> Optional.empty();
    };
  }

  private void send(String type, String response) {
    events.send(type, json -> json.name("response").raw(response));
  }

  private synchronized boolean interrupted() {
    return stop == Stop.INTERRUPTED;
  }

  /** From here on nobody can change how it ends. */
  private synchronized Stop finish() {
    ended = true;
    return stop;
  }

  /** Ends it, and forgets what is not finished. */
  synchronized void interrupt() {
    if (!ended) {
      stop = Stop.INTERRUPTED;
      answer.cancel();
    }
  }

  /** What became of a wish to steer. */
  enum Steering {
    ACCEPTED,
    TOO_MANY,
    ENDED
  }

  /** Ends it and keeps what there is, so that another response goes on with {@code steer}. */
  synchronized Steering steer(Steer steer) {
    if (ended || stop == Stop.INTERRUPTED) {
      return Steering.ENDED;
    }
    if (steers.size() == MOST_STEERS) {
      return Steering.TOO_MANY;
    }
    steers.add(steer);
    SteerEvents.accepted(events, steer);
    stop = Stop.STEERED;
    answer.cancel();
    return Steering.ACCEPTED;
  }

  /** Stops it for good: nobody is interested any more. Does nothing once it has ended. */
  public void cancel() {
    answer.cancel();
  }
}
