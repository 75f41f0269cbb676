package dev.brisk.wire.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads JSON from a stream piece by piece, for files that would not fit into a tree. It always
 * stands at one value; whoever is called for a member or an item reads that value by exactly one
 * call. For one thread.
 */
public final class JsonReader {
  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Lets {@code what} read the one value of a stream in UTF-8, which is closed afterwards.
   *
   * @throws JsonException if the stream is not JSON, or not of the shape that was asked for, or
   *     cannot be read; {@link JsonException#cutOff} says whether it only ends too early
   */
  public static <T> T read(InputStream in, Function<JsonReader, T> what) {
    var watched = new EndWatch(in);
    try (var parser = Json.Factory.JSON.createParser(ObjectReadContext.empty(), watched)) {
      if (parser.nextToken() == null) {
        throw new JsonException("There is no JSON where some was expected.");
      }
      return what.apply(new JsonReader(parser));
    } catch (JacksonException e) {
      // The parser has several exceptions for this, and asks for more only where it needs more.
      if (watched.ended) {
        throw JsonException.cutOff(e);
      }
      var at = e.getLocation();
      var place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new JsonException("This is not JSON" + place + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Reads an object: {@code member} is called with each name and reads its value. */
  public void object(Consumer<String> member) {
    expect(JsonToken.START_OBJECT, "an object");
    while (next() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      next();
      member.accept(name);
    }
  }

  /** Reads an array: {@code item} is called for each item and reads it. */
  public void array(Runnable item) {
    expect(JsonToken.START_ARRAY, "an array");
    while (next() != JsonToken.END_ARRAY) {
      item.run();
    }
  }

  /** Reads a string. */
  public String text() {
    expect(JsonToken.VALUE_STRING, "a string");
    return parser.getString();
  }

  /** Reads a whole number of 64 bits. */
  public long whole() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getLongValue();
  }

  /** Reads a whole number of 32 bits. */
  public int integer() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getIntValue();
  }

  /** Reads a number. */
  public double number() {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
      expect(JsonToken.VALUE_NUMBER_INT, "a number");
    }
    return parser.getDoubleValue();
  }

  /** Reads an array of whole numbers of 32 bits. */
  public int[] integers() {
    expect(JsonToken.START_ARRAY, "an array of whole numbers");
    var numbers = new int[16];
    var count = 0;
    while (next() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = integer();
    }
    return Arrays.copyOf(numbers, count);
  }

  /** Reads any value as a tree. */
  public Json value() {
    return JsonTree.read(parser, 0);
  }

  /** Reads any value and forgets it. */
  public void skip() {
    parser.skipChildren();
  }

  private JsonToken next() {
    var token = parser.nextToken();
    if (token == null) {
      throw JsonException.cutOff(null);
    }
    return token;
  }

  private void expect(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      var at = parser.currentTokenLocation();
      throw new JsonException(
          "'"
              + parser.currentName()
              + "' must be "
              + what
              + " (line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr()
              + ").");
    }
  }

  /** Notes whether somebody wanted to read behind the end. */
  private static final class EndWatch extends FilterInputStream {
    private boolean ended;

    private EndWatch(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var read = super.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = super.read(buffer, offset, length);
      ended |= read < 0;
      return read;
    }
  }
}
