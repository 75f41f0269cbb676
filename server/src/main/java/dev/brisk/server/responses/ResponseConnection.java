package dev.brisk.server.responses;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one WebSocket. Each lane is answered by a thread of its own; what was answered
 * is remembered until the connection ends, so that clients send only what is new.
 */
public final class ResponseConnection {
  private static final int LANES = 64;
  private static final int REMEMBERED = 256;
  private static final long CHARACTERS = 16L << 20;

  private final Responses responses;
  private final Caller caller;
  private final Executor threads;
  private final ConnectionSink out;
  private final Optional<String> name = Optional.of(UUID.randomUUID().toString());
  private final MemoryStore history = new MemoryStore(REMEMBERED, CHARACTERS);
  private final WarmUp warmUp;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Set<Beginning> beginning = new HashSet<>();
  private final Map<String, ResponseRun> running = new HashMap<>();
  private boolean closed;

  /**
   * @param threads runs something in a thread of its own
   */
  public ResponseConnection(
      Responses responses, Caller caller, Executor threads, ConnectionSink out) {
    this.responses = responses;
    this.caller = caller;
    this.threads = threads;
    this.out = out;
    this.warmUp = new WarmUp(threads);
  }

  /** A response that has no id yet: an upstream may take long to say that it answers. */
  private static final class Beginning {
    final CancelToken cancel = new CancelToken();
    boolean interrupted;
  }

  /** Does what a client said. */
  public void accept(JsonObject message) {
    var lane = Optional.<String>empty();
    try {
      lane = message.text("stream_id");
      var type = message.requireText("type");
      switch (type) {
        case "response.create" -> create(message, lane);
        case "response.steer" -> steer(message);
        case "response.interrupt", "response.cancel" -> interrupt(message);
        // Says which events a client has seen; they are not sent again.
        case "response.processed" -> {}
        default ->
            throw Refusals.invalid(
                "type",
                "Messages of the type '"
                    + type
                    + "' are not understood; use response.create, response.steer or"
                    + " response.interrupt.");
      }
    } catch (JsonException e) {
      out.refuse(
          lane, new RefusedException(Refusals.INVALID_REQUEST, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      out.refuse(lane, e);
    }
  }

  /** Stops everything; the client is gone. */
  public synchronized void close() {
    closed = true;
    lanes.values().forEach(Lane::clear);
    beginning.forEach(one -> one.cancel.cancel());
    running.values().forEach(ResponseRun::cancel);
    warmUp.cancel();
  }

  private synchronized void create(JsonObject request, Optional<String> id) {
    if (closed) {
      return;
    }
    var key = id.orElse("");
    var lane = lanes.get(key);
    if (lane != null) {
      if (!lane.add(request)) {
        throw busy("This lane has too many requests waiting; wait for responses to end.");
      }
      return;
    }
    if (lanes.size() == LANES) {
      throw busy("This connection has " + LANES + " lanes; wait for one to end.");
    }
    var fresh = new Lane();
    lanes.put(key, fresh);
    threads.execute(() -> answer(key, fresh, request));
  }

  private static RefusedException busy(String sentence) {
    return LimitedException.rate(sentence, Duration.ofSeconds(1));
  }

  private void answer(String key, Lane lane, JsonObject first) {
    for (var request = first; request != null; request = next(key, lane)) {
      var id = request.members().get("stream_id") instanceof Json.Text(var text) ? text : "";
      try {
        answer(request);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        out.refuse(Optional.of(id).filter(i -> !i.isEmpty()), e);
      }
    }
  }

  private synchronized @Nullable JsonObject next(String key, Lane lane) {
    var next = lane.next();
    if (next == null) {
      lanes.remove(key);
    }
    return next;
  }

  private void answer(JsonObject json) throws InterruptedException {
    var request = ResponseRequest.of(json);
    if (request.generate()) {
      var successor = respond(request);
      while (successor != null) {
        successor = succeed(successor);
      }
    } else {
      readAhead(request);
    }
  }

  /** What follows a response by itself. */
  private record Successor(ResponseRequest request, List<Steer> steers, ResponseEvents events) {}

  private @Nullable Successor respond(ResponseRequest request) throws InterruptedException {
    var context = Responses.context(request, request.previous().map(this::previous));
    warmUp.end();
    var one = new Beginning();
    begin(one);
    ResponseRun run;
    try {
      var answer = responses.ask(request, context, caller, name, one.cancel);
      run = new ResponseRun(request, context, answer, caller.key());
    } catch (RuntimeException | Error e) {
      end(one);
      throw e;
    }
    return run(request, one, run);
  }

  private @Nullable Successor succeed(Successor successor) throws InterruptedException {
    try {
      return respond(successor.request());
    } catch (RefusedException e) {
      for (var steer : successor.steers()) {
        SteerEvents.failed(
            successor.events(),
            Optional.of(steer.id()),
            steer,
            "successor_creation_failed",
            e.sentence());
      }
      return null;
    }
  }

  private @Nullable Successor run(ResponseRequest request, Beginning one, ResponseRun run)
      throws InterruptedException {
    begin(one, run);
    ResponseRun.Outcome outcome;
    try {
      outcome =
          run.run(
              out,
              response -> {
                history.put(response);
                responses.keep(request, response);
              });
    } finally {
      end(run);
    }
    return follow(request, run, outcome);
  }

  private @Nullable Successor follow(
      ResponseRequest request, ResponseRun run, ResponseRun.Outcome outcome) {
    var steers = outcome.steers();
    if (steers.isEmpty()) {
      return null;
    }
    if (outcome.failure().isPresent()) {
      for (var steer : steers) {
        SteerEvents.failed(
            run.events(),
            Optional.of(steer.id()),
            steer,
            "response_not_active",
            outcome.failure().get());
      }
      return null;
    }
    if (!outcome.owed().isEmpty()) {
      steers.forEach(steer -> SteerEvents.pending(run.events(), steer, outcome.owed()));
      return null;
    }
    // The steers are part of what is remembered already.
    return new Successor(request.following(run.id(), List.of()), steers, run.events());
  }

  /** Reads a conversation ahead of time, and says at once that it is done. */
  private void readAhead(ResponseRequest request) throws InterruptedException {
    var context = Responses.context(request, request.previous().map(this::previous));
    warmUp.end();
    if (!context.isEmpty() || request.instructions().isPresent()) {
      var one = new Beginning();
      begin(one);
      try {
        warmUp.begin(() -> responses.ask(request, context, caller, name, one.cancel));
      } finally {
        end(one);
      }
    }
    var object = new ResponseObject(request);
    var events = new ResponseEvents(request.lane()).to(out);
    var json =
        object.ended(
            "completed", Optional.empty(), Optional.empty(), List.of(), ResponseObject.noUsage());
    history.put(new StoredResponse(object.id(), caller.key(), "completed", context, json));
    events.send("response.created", out -> out.name("response").raw(object.running("in_progress")));
    events.send("response.completed", out -> out.name("response").raw(json));
  }

  private StoredResponse previous(String id) {
    return history
        .find(id)
        .or(() -> responses.find(id, caller))
        .orElseThrow(() -> Responses.notFound(id));
  }

  private synchronized void begin(Beginning one) {
    if (closed) {
      one.cancel.cancel();
    }
    beginning.add(one);
  }

  private synchronized void end(Beginning one) {
    beginning.remove(one);
  }

  /** It has an id from now on. */
  private synchronized void begin(Beginning one, ResponseRun run) {
    beginning.remove(one);
    running.put(run.id(), run);
    if (closed) {
      run.cancel();
    } else if (one.interrupted) {
      run.interrupt();
    }
  }

  private synchronized void end(ResponseRun run) {
    running.remove(run.id());
    run.cancel();
  }

  private synchronized Optional<ResponseRun> running(String id) {
    return Optional.ofNullable(running.get(id));
  }

  private void interrupt(JsonObject message) {
    var mode = message.text("mode").orElse("discard_partial_items");
    if (!mode.equals("discard_partial_items")) {
      throw Refusals.invalid("mode", "The mode '" + mode + "' is unknown; leave out 'mode'.");
    }
    var id = message.text("response_id");
    if (id.isEmpty()) {
      interruptBeginning();
      all().forEach(ResponseRun::interrupt);
      return;
    }
    var run = running(id.get());
    run.ifPresent(ResponseRun::interrupt);
    // One that has just ended is no mistake of the client.
    if (run.isEmpty() && history.find(id.get()).isEmpty()) {
      throw new RefusedException(
          "response_not_found",
          "response_id",
          "No response '" + id.get() + "' runs on this connection; send the id that was created.");
    }
  }

  private synchronized void interruptBeginning() {
    for (var one : beginning) {
      one.interrupted = true;
      one.cancel.cancel();
    }
  }

  private synchronized List<ResponseRun> all() {
    return new ArrayList<>(running.values());
  }

  private void steer(JsonObject message) {
    var id = message.requireText("previous_response_id");
    var input = message.member("input").orElseGet(Json.Null::new);
    var run = running(id);
    List<Item> items;
    try {
      items = SteerInput.read(input);
    } catch (RefusedException e) {
      fail(run, Steer.of(id, input, List.of()), "invalid_input", e.sentence());
      return;
    }
    var steer = Steer.of(id, input, items);
    if (run.isEmpty()) {
      ended(steer);
      return;
    }
    switch (run.get().steer(steer)) {
      case ACCEPTED -> {}
      case TOO_MANY ->
          fail(
              run,
              steer,
              "too_many_pending_steers",
              ResponseRun.MOST_STEERS + " steers wait for this response; wait for its successor.");
      case ENDED -> ended(steer);
    }
  }

  /** Says why a response cannot be steered that does not run. */
  private void ended(Steer steer) {
    var known = history.find(steer.response());
    if (known.isEmpty()) {
      fail(
          Optional.empty(),
          steer,
          "response_not_found",
          "There is no response '" + steer.response() + "' on this connection.");
    } else if (known.get().status().equals("completed")) {
      fail(
          Optional.empty(),
          steer,
          "response_already_completed",
          "The response has completed; send response.create with previous_response_id.");
    } else {
      fail(
          Optional.empty(),
          steer,
          "response_not_active",
          "The response has ended; send response.create with previous_response_id.");
    }
  }

  private void fail(Optional<ResponseRun> run, Steer steer, String code, String sentence) {
    var events =
        run.map(ResponseRun::events).orElseGet(() -> new ResponseEvents(Optional.empty()).to(out));
    SteerEvents.failed(events, Optional.empty(), steer, code, sentence);
  }
}
