package dev.brisk.server.responses;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.respond.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Begins responses, and keeps those that can be asked for later. Safe for use by many threads. */
public final class Responses {
  /** No such response is known. */
  static final String PREVIOUS_NOT_FOUND = "previous_response_not_found";

  private final Models models;
  private final ResponseStore store;

  public Responses(Models models, ResponseStore store) {
    this.models = models;
    this.store = store;
  }

  /**
   * Asks for a response and returns at once.
   *
   * @throws RefusedException if it cannot be answered
   */
  public ResponseRun begin(ResponseRequest request, Caller caller) {
    var context = context(request, request.previous().map(id -> stored(id, caller)));
    var answer = ask(request, context, caller, Optional.empty(), new CancelToken());
    return new ResponseRun(request, context, answer, caller.key());
  }

  /**
   * Asks a model; with an upstream this takes until it has said that it answers.
   *
   * @param cancel ends that, and the answer
   */
  Answer ask(
      ResponseRequest request,
      List<Item> context,
      Caller caller,
      Optional<String> connection,
      CancelToken cancel) {
    return models.ask(request.question(context, caller, connection).cancel(cancel));
  }

  /** Remembers a response if its request wants that. */
  public void keep(ResponseRequest request, StoredResponse response) {
    if (request.store()) {
      store.put(response);
    }
  }

  /** A response that the caller has asked for, if it is still known. */
  public Optional<StoredResponse> find(String id, Caller caller) {
    return store.find(id).filter(response -> response.owner().equals(caller.key()));
  }

  /** Forgets a response; false if the caller has none of that id. */
  public boolean delete(String id, Caller caller) {
    return find(id, caller).isPresent() && store.delete(id);
  }

  private StoredResponse stored(String id, Caller caller) {
    return find(id, caller).orElseThrow(() -> notFound(id));
  }

  static RefusedException notFound(String id) {
    return new RefusedException(
        PREVIOUS_NOT_FOUND,
        "previous_response_id",
        "The response '" + id + "' is not known any more; send the whole conversation.");
  }

  /** The conversation with what is new in it. */
  static List<Item> context(ResponseRequest request, Optional<StoredResponse> previous) {
    var items = new ArrayList<Item>();
    previous.ifPresent(response -> items.addAll(response.items()));
    items.addAll(request.input());
    if (items.isEmpty() && request.generate() && request.instructions().isEmpty()) {
      throw new RefusedException(
          Refusals.INVALID_REQUEST, "input", "'input' is empty; send at least one message.");
    }
    return items;
  }
}
