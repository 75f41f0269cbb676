package dev.brisk.server.responses;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of one response while it grows: items one after the other, at most one of them open.
 */
final class OutputItems {
  private final ResponseEvents events;
  private final boolean seals;
  private final List<String> json = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private @Nullable OpenItem open;
  private int index;

  /**
   * @param seals whether what the model thought is also handed out opaque
   */
  OutputItems(ResponseEvents events, boolean seals) {
    this.events = events;
    this.seals = seals;
  }

  /** The items that are finished, as JSON. */
  List<String> json() {
    return json;
  }

  /** The items that are finished. */
  List<Item> items() {
    return items;
  }

  /** The calls among them. */
  List<Item.Call> calls() {
    return items.stream().filter(Item.Call.class::isInstance).map(Item.Call.class::cast).toList();
  }

  void accept(AnswerEvent event) {
    switch (event) {
      case AnswerEvent.Queued queued -> {}
      case AnswerEvent.Text(var text, var logprobs) -> text(text, logprobs);
      case AnswerEvent.Reasoning(var text) -> {
        if (!(open instanceof OpenText.Thought)) {
          end("completed");
          begin(new OpenText.Thought(events, index, seals));
        }
        add(text);
      }
      case AnswerEvent.ToolBegins(var id, var name, var custom) -> {
        end("completed");
        begin(new OpenCall(events, index, id, name, custom));
      }
      case AnswerEvent.ToolInput(var delta) -> add(delta);
      case AnswerEvent.ToolEnds(var input) -> {
        if (open instanceof OpenCall call) {
          call.complete(input);
        }
        end("completed");
      }
    }
  }

  private void text(String text, List<TokenLogprob> logprobs) {
    if (!(open instanceof OpenText.Answer)) {
      end("completed");
      begin(new OpenText.Answer(events, index));
    }
    if (open instanceof OpenText.Answer answer && !logprobs.isEmpty()) {
      answer.add(text, logprobs);
    } else {
      add(text);
    }
  }

  private void add(String delta) {
    if (open != null && !delta.isEmpty()) {
      open.add(delta);
    }
  }

  private void begin(OpenItem item) {
    open = item;
    item.begin();
  }

  /**
   * Finishes the item that is open, if one is. A call that is not complete cannot be made and is
   * dropped.
   *
   * @param status {@code completed} or {@code incomplete}
   */
  void end(String status) {
    if (open instanceof OpenCall call && !call.isComplete()) {
      open = null;
      index++;
    } else if (open != null) {
      json.add(open.end(status));
      items.add(open.item());
      open = null;
      index++;
    }
  }

  /** Forgets the item that is open. */
  void drop() {
    open = null;
  }
}
