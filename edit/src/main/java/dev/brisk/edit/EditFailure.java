package dev.brisk.edit;

import java.util.List;
import java.util.OptionalInt;

/** Why there is no edit. Nothing is changed by a failed one. */
public sealed interface EditFailure extends EditResult {
  /** A stable name for programs, in snake_case. */
  String code();

  /** One sentence for people: what is wrong and what to do. */
  String message();

  /** The line of the file that the failure is about, from 1, where there is one. */
  default OptionalInt line() {
    return OptionalInt.empty();
  }

  /** What would have been right in that place; empty where there is nothing to list. */
  default List<String> legal() {
    return List.of();
  }

  /** The request makes no sense; {@code message} says why. */
  record InvalidRequest(String message) implements EditFailure {
    @Override
    public String code() {
      return "bad_request";
    }
  }

  /** There is nothing to do. */
  record EmptyInstruction() implements EditFailure {
    @Override
    public String code() {
      return "empty_instruction";
    }

    @Override
    public String message() {
      return "The instruction is empty: say what to change.";
    }
  }

  /** The region does not lie in the text, which has {@code lines} lines. */
  record RegionOutside(Region region, int lines) implements EditFailure {
    @Override
    public String code() {
      return "region_outside";
    }

    @Override
    public String message() {
      var has = lines == 0 ? "is empty" : lines == 1 ? "has 1 line" : "has " + lines + " lines";
      var what = "The region " + region.firstLine() + ":" + region.lastLine();
      if (region.firstLine() >= 1 && region.lastLine() < region.firstLine() - 1L) {
        return what + " ends before it begins: give the first line, then the last.";
      }
      return what + " is outside the file, which " + has + ": give lines of the file.";
    }

    @Override
    public OptionalInt line() {
      return OptionalInt.of(region.firstLine());
    }
  }

  /**
   * The format cannot say edits of such a text.
   *
   * @param format the format's name
   * @param fileLine the line that it cannot handle
   * @param message what it is and what to do
   */
  record NotSupported(String format, int fileLine, String message) implements EditFailure {
    @Override
    public String code() {
      return "not_supported";
    }

    @Override
    public OptionalInt line() {
      return OptionalInt.of(fileLine);
    }
  }

  /**
   * The edit script does not apply exactly.
   *
   * @param scriptLine the line of the script, from 1
   * @param operation that line as it was written, shortened
   * @param regionLine the line of the region that it names, from 1, or 0 if it names none
   * @param fileLine the same as a line of the file, or the region's first line
   * @param problem what is wrong, as the end of a sentence
   * @param legal what would have been legal there
   */
  record ScriptInvalid(
      int scriptLine,
      String operation,
      int regionLine,
      int fileLine,
      String problem,
      List<String> legal)
      implements EditFailure {
    /** Copies the list. */
    public ScriptInvalid {
      legal = List.copyOf(legal);
    }

    @Override
    public String code() {
      return "script_invalid";
    }

    @Override
    public String message() {
      return "The model's edit script does not apply: line "
          + scriptLine
          + " of it (\""
          + operation.replace("\t", "\\t")
          + "\") "
          + problem
          + "; nothing was changed, try other words or a smaller region.";
    }

    @Override
    public OptionalInt line() {
      return OptionalInt.of(fileLine);
    }
  }

  /**
   * The output cannot be understood as the region after the edit.
   *
   * @param outputLine the line of the output that is the reason, from 1
   * @param problem what is wrong, as the end of a sentence that begins with "The model's output"
   */
  record OutputUnusable(int outputLine, String problem) implements EditFailure {
    @Override
    public String code() {
      return "output_unusable";
    }

    @Override
    public String message() {
      return "The model's output "
          + problem
          + " (line "
          + outputLine
          + " of it); nothing was changed, try again.";
    }
  }

  /** The model said nothing although the instruction does not ask to delete everything. */
  record EmptyOutput() implements EditFailure {
    @Override
    public String code() {
      return "empty_output";
    }

    @Override
    public String message() {
      return "The model gave no output; nothing was changed, try other words or a smaller region.";
    }
  }

  /** The model says that it cannot do what was asked, or not with what it sees. */
  record BeyondModel() implements EditFailure {
    @Override
    public String code() {
      return "beyond_model";
    }

    @Override
    public String message() {
      return "The model declines: this is no small edit of these lines, or what it names is not there; nothing was changed, name"
          + " what stands in the region or choose other lines.";
    }
  }

  /** There is an edit, but the model is not sure enough of it. */
  record Unsure() implements EditFailure {
    @Override
    public String code() {
      return "unsure";
    }

    @Override
    public String message() {
      return "The model is not sure enough of an edit to show it; nothing was changed, say it more plainly, choose fewer lines, or"
          + " look at it with --force.";
    }
  }

  /** The output ended before the edit did, after {@code outputLines} complete lines. */
  record CutOff(int outputLines) implements EditFailure {
    @Override
    public String code() {
      return "cut_off";
    }

    @Override
    public String message() {
      return "The model's output was cut off after "
          + outputLines
          + (outputLines == 1 ? " line" : " lines")
          + "; nothing was changed, choose a smaller region or allow more tokens.";
    }
  }

  /** The person stopped it. */
  record Cancelled() implements EditFailure {
    @Override
    public String code() {
      return "cancelled";
    }

    @Override
    public String message() {
      return "The edit was stopped; nothing was changed.";
    }
  }
}
