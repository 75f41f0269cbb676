package dev.brisk.edit.script;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in a script that is being said, character by character. */
final class ScriptCursor {
  /** Most steps that an inserted line says to stand deeper, or less deep, than usual. */
  private static final int MOST_STEPS = 64;

  private enum Place {
    /** Nothing was said. */
    START,
    /** What stands alone was said. */
    ALONE,
    /** Behind the label that an operation begins with. */
    LABELLED,
    /** In what is looked for. */
    OLD,
    /** In what comes in. */
    NEW,
    /** Before the label of a range's last line. */
    LAST,
    /** Before the label of the first line that moves. */
    FIRST,
    /** Behind a whole operation. */
    DONE
  }

  private final Symbols symbols;
  private final LineStates lines;
  private List<String> contents;

  private Place place = Place.START;

  /** The operation's mark; TO if it replaces in one line. */
  private char operation;

  /** The line of the operation, -1 before the first on a line. */
  private int line = -1;

  private int first;
  private int steps;
  private String text = "";
  private String old = "";

  /** Whether a mark was said that needs a word behind it. */
  private boolean wordNeeded;

  /** Where the text that is looked for may stand, and how far it was said. */
  private @Nullable NotedText within;

  private int[] places = {};

  ScriptCursor(Notation notation) {
    symbols = notation.symbols();
    contents = notation.contents();
    lines = new LineStates(notation);
  }

  private ScriptCursor(ScriptCursor other) {
    symbols = other.symbols;
    lines = other.lines.copy();
    contents = other.contents;
    place = other.place;
    operation = other.operation;
    line = other.line;
    first = other.first;
    steps = other.steps;
    text = other.text;
    old = other.old;
    wordNeeded = other.wordNeeded;
    within = other.within;
    places = other.places;
  }

  ScriptCursor copy() {
    return new ScriptCursor(this);
  }

  /** Goes on by {@code piece}; false, and of no more use, if that may not come. */
  boolean takes(String piece) {
    for (var at = 0; at < piece.length(); at++) {
      if (!takes(piece.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private boolean takes(char c) {
    return switch (place) {
      case START, DONE -> begins(c);
      case ALONE -> false;
      case LABELLED -> operates(c);
      case OLD -> c == Marks.TO ? found() : old(c);
      case NEW -> comesIn(c);
      case LAST -> Marks.isLabel(c) && ranges(Marks.line(c));
      case FIRST -> Marks.isLabel(c) && movesFrom(Marks.line(c));
    };
  }

  /** Whether the script is whole; takes the last operation as said. */
  boolean ends() {
    return switch (place) {
      case ALONE, DONE -> true;
      case NEW -> closes();
      default -> false;
    };
  }

  private boolean begins(char c) {
    if (c == Marks.NOOP || c == Marks.CANNOT) {
      var alone = place == Place.START;
      place = Place.ALONE;
      return alone;
    }
    if (c == Marks.RENAME || c == Marks.ALL) {
      var region = NotedText.of(String.join("\n", contents), symbols);
      return line < 0 && looks(c, region, c == Marks.RENAME ? region.names() : region.starts());
    }
    if (c == Marks.INSERT) {
      return place == Place.DONE && operation == Marks.INSERT && says(Marks.INSERT);
    }
    if (!Marks.isLabel(c) || Marks.line(c) < line || Marks.line(c) > contents.size()) {
      return false;
    }
    line = Marks.line(c);
    place = Place.LABELLED;
    return true;
  }

  private boolean operates(char c) {
    return switch (c) {
      case Marks.INSERT -> says(c);
      case Marks.SET -> {
        var may = lines.maySet(line) && says(c);
        if (may) {
          lines.set(line);
        }
        yield may;
      }
      case Marks.DELETE, Marks.INDENT, Marks.DEDENT -> {
        operation = c;
        place = Place.LAST;
        first = line;
        yield mayRange(line);
      }
      case Marks.MOVE -> {
        operation = c;
        place = Place.FIRST;
        yield lines.mayMoveTo(line);
      }
      default -> !Marks.isOperation(c) && lines.mayReplace(line) && replaces(c);
    };
  }

  private boolean replaces(char c) {
    var content = NotedText.of(contents.get(line - 1), symbols);
    return looks(Marks.TO, content, content.startsBehind(lines.behind(line))) && old(c);
  }

  private boolean mayRange(int last) {
    return switch (operation) {
      case Marks.DELETE -> lines.mayTake(first, last);
      case Marks.MOVE -> lines.mayMove(line, first, last);
      default -> lines.mayShift(first, last, operation == Marks.INDENT ? 1 : -1);
    };
  }

  private boolean ranges(int last) {
    if (!mayRange(last)) {
      return false;
    }
    if (operation == Marks.INDENT || operation == Marks.DEDENT) {
      lines.shift(first, last);
    } else {
      lines.take(first, last);
    }
    place = Place.DONE;
    return true;
  }

  private boolean movesFrom(int from) {
    first = from;
    place = Place.LAST;
    return mayRange(from);
  }

  private boolean looks(char mark, NotedText where, int[] from) {
    operation = mark;
    place = Place.OLD;
    text = "";
    within = where;
    places = from;
    return from.length > 0;
  }

  private boolean old(char c) {
    var next = places;
    if (operation == Marks.RENAME && !text.isEmpty()) {
      // A name ends where its word ends.
      next = Arrays.stream(next).filter(at -> !where().isCut(at)).toArray();
    }
    places = where().behind(next, c);
    text += c;
    // Nothing that is looked for goes over the end of a line.
    return places.length > 0 && c != '\n';
  }

  private boolean found() {
    old = symbols.decode(text);
    var whole = Arrays.stream(places).anyMatch(where()::isCut);
    return !text.isEmpty()
        && whole
        && (operation != Marks.TO || Words.occurrences(where().plain(), old) == 1)
        && says(operation);
  }

  private NotedText where() {
    return Objects.requireNonNull(within);
  }

  private boolean says(char mark) {
    operation = mark;
    place = Place.NEW;
    text = "";
    steps = 0;
    wordNeeded = false;
    return true;
  }

  private boolean comesIn(char c) {
    if (Marks.isLabel(c) || c == Marks.INSERT || c == Marks.RENAME || c == Marks.ALL) {
      return closes() && begins(c);
    }
    if (c == Marks.DEEPER || c == Marks.SHALLOWER) {
      var step = c == Marks.DEEPER ? 1 : -1;
      steps += step;
      return operation == Marks.INSERT
          && text.isEmpty()
          && !wordNeeded
          && steps * step > 0
          && steps * step <= MOST_STEPS;
    }
    var word = Marks.isSymbol(c) ? symbols.has(c) : isLetter(c, wordNeeded);
    var legal = word || (Marks.isCase(c) && !wordNeeded) || (!wordNeeded && isText(c) && !names());
    wordNeeded = Marks.isCase(c);
    text += c;
    return legal && !(names() && beginsWithDigit());
  }

  /** Whether only a name may come in. */
  private boolean names() {
    return operation == Marks.RENAME;
  }

  private boolean beginsWithDigit() {
    var name = symbols.decode(text);
    return !name.isEmpty() && Character.isDigit(name.charAt(0));
  }

  private static boolean isLetter(char c, boolean small) {
    return small ? c >= 'a' && c <= 'z' : Words.isWordPart(c);
  }

  private static boolean isText(char c) {
    return !Marks.isMark(c) && c != '\n' && c != '\r';
  }

  /** Takes the operation as said; false if something is missing or it does not apply. */
  private boolean closes() {
    var said = symbols.decode(text);
    var applies =
        !wordNeeded
            && switch (operation) {
              case Marks.RENAME -> Words.isName(said);
              case Marks.TO -> lines.replace(line, contents.get(line - 1), old, said.isEmpty());
              case Marks.SET -> !said.isBlank();
              case Marks.INSERT -> text.isEmpty() ? steps == 0 : !said.isBlank();
              default -> true;
            };
    if (applies && (operation == Marks.RENAME || operation == Marks.ALL)) {
      contents = contents.stream().map(content -> Words.replace(content, old, said)).toList();
    }
    place = Place.DONE;
    return applies;
  }
}
