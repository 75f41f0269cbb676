package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.diff.Alignment;
import dev.brisk.edit.diff.RegionEdits;
import dev.brisk.edit.diff.WhitespaceWish;
import dev.brisk.edit.diff.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands output that is the whole region after the edit. */
final class RegionStream implements EditStream {
  private final EditRequest request;
  private final List<String> region;
  private final boolean chat;
  private final OutputLines lines = new OutputLines();
  private final @Nullable Fence fence;
  private boolean first = true;

  // What follows starts anew where a code block begins after other words.
  private RepeatedContext context;
  private Indentation indentation;
  private Alignment alignment;
  private RegionEdits edits;
  private final List<String> output = new ArrayList<>();

  /**
   * A reader for a request that passed its check.
   *
   * @param chat whether a chat model writes: it may lead in with blank lines, use code blocks,
   *     forget indentation, and answer in words
   */
  RegionStream(EditRequest request, boolean chat) {
    this.request = request;
    this.chat = chat;
    region = request.regionLines();
    fence = chat ? Fence.around(region) : null;
    context = new RepeatedContext(request);
    indentation = indentation();
    alignment = new Alignment(region);
    edits = new RegionEdits(request);
  }

  private Indentation indentation() {
    return new Indentation(chat && !WhitespaceWish.in(request.instruction()) ? region : List.of());
  }

  @Override
  public List<Hunk> accept(String chunk) {
    var hunks = new ArrayList<Hunk>();
    lines.accept(chunk).forEach(line -> hunks.addAll(take(line)));
    return hunks;
  }

  @Override
  public boolean ended() {
    return fence != null && fence.done();
  }

  @Override
  public EditResult finish(Ending ending) {
    if (ending == Ending.CANCELLED) {
      return new EditFailure.Cancelled();
    }
    if (ending == Ending.CUT_OFF && !ended()) {
      return new EditFailure.CutOff(lines.complete());
    }
    var rest = lines.rest();
    if (!rest.isEmpty()
        || (!fenced() && !first && !region.isEmpty() && region.getLast().isEmpty())) {
      take(rest);
    }
    if (fence != null && fence.unclear()) {
      return new EditFailure.OutputUnusable(
          lines.complete(), "has a code fence that may begin or end the code");
    }
    indent(context.finish());
    align(indentation.finish());
    return output.stream().allMatch(String::isBlank) ? nothing() : proposal();
  }

  private EditResult nothing() {
    // Silence is no deletion: it takes an empty code block from begin to end, and words for it.
    return !region.isEmpty() && ended() && DeletionWish.ofAll(request.instruction(), region.size())
        ? RegionEdits.between(request, List.of())
        : new EditFailure.EmptyOutput();
  }

  /** Whether a code block was found. */
  private boolean fenced() {
    return fence != null && fence.found();
  }

  private EditResult proposal() {
    if (chat && !fenced() && !(resemblesRegion(output) && resemblesRegion(output.reversed()))) {
      return new EditFailure.OutputUnusable(
          1, "has no code block and does not look like the region");
    }
    var waiting = alignment.waiting();
    var repeated = context.repeatedAfter(output, waiting, alignment.rest());
    edits.add(alignment.finish(waiting.subList(0, waiting.size() - repeated)));
    return edits.proposal();
  }

  /**
   * Whether the first of {@code lines} that has a word is like a line of the region: words around
   * the code are not.
   */
  private boolean resemblesRegion(List<String> lines) {
    var line = lines.stream().filter(Word::in).findFirst().orElse("").strip();
    return region.stream().filter(Word::in).anyMatch(before -> alike(before.strip(), line));
  }

  /** Equal, or of the same line with one place changed: half of it is common head and tail. */
  private static boolean alike(String a, String b) {
    var most = Math.min(a.length(), b.length());
    var head = 0;
    while (head < most && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    var tail = 0;
    while (tail < most - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    return 2 * (head + tail) >= Math.max(a.length(), b.length());
  }

  private List<Hunk> take(String line) {
    return switch (fence == null ? Fence.Kind.TEXT : fence.accept(line, alignment.anchored())) {
      case SKIPPED, END -> List.of();
      case RESTART -> restart();
      case TEXT -> {
        // The format itself puts a line end before the region; chat models put more.
        var leading = first && !fenced() && (chat ? line.isBlank() : line.isEmpty());
        first &= chat && leading;
        yield leading ? List.of() : indent(context.accept(line));
      }
    };
  }

  private List<Hunk> restart() {
    // Nothing was recognized so far, so nothing was shown.
    context = new RepeatedContext(request);
    indentation = indentation();
    alignment = new Alignment(region);
    edits = new RegionEdits(request);
    output.clear();
    return List.of();
  }

  private List<Hunk> indent(List<String> released) {
    var hunks = new ArrayList<Hunk>();
    released.forEach(line -> hunks.addAll(align(indentation.accept(line))));
    return hunks;
  }

  private List<Hunk> align(List<String> released) {
    output.addAll(released);
    return edits.add(alignment.accept(released));
  }
}
