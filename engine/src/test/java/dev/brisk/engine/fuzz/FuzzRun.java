package dev.brisk.engine.fuzz;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Allocation;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.tokenizer.Detokenizer;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Reads an input in every way. The only exception that may come of it is {@link
 * ModelFormatException}, which is a sentence; time and memory have bounds.
 */
final class FuzzRun {
  /** What one input may allocate, all garbage included, in bytes. */
  static final long MOST_BYTES = 256L << 20;

  /** What one input may take of a processor's time, in nanoseconds. */
  static final long MOST_TIME = 10_000_000_000L;

  /** What an input took, and whether it was read to the end. */
  record Cost(long bytes, long nanoseconds, boolean read) {}

  private FuzzRun() {}

  /**
   * Reads this input.
   *
   * @throws AssertionError if it does harm, or is not read though it is sound
   */
  static Cost of(FuzzInput input) {
    var bytes = Allocation.ofCurrentThread();
    var time = Allocation.timeOfCurrentThread();
    var read = true;
    try (var file = GgufFile.of("fuzzed", MemorySegment.ofArray(input.file()))) {
      readAll(file);
      readText(Tokenizer.of(file.metadata()), input);
    } catch (ModelFormatException e) {
      check(!input.sound(), "sound, but refused: " + e.getMessage());
      var message = String.valueOf(e.getMessage());
      check(
          message.chars().noneMatch(Character::isISOControl) && !message.isBlank(),
          "no sentence: " + message);
      read = false;
    }
    var cost =
        new Cost(
            Allocation.ofCurrentThread() - bytes, Allocation.timeOfCurrentThread() - time, read);
    check(cost.bytes <= MOST_BYTES, cost.bytes + " bytes are too many");
    check(cost.nanoseconds <= MOST_TIME, cost.nanoseconds + " ns are too long");
    return cost;
  }

  private static void readAll(GgufFile file) {
    for (var tensor : file.tensors()) {
      var size = tensor.data().byteSize();
      check(size == tensor.rowBytes() * tensor.rows(), "size of " + tensor.name());
      tensor.data().get(ValueLayout.JAVA_BYTE, size - 1);
    }
    var metadata = file.metadata();
    for (var key : metadata.keys()) {
      check(!metadata.describe(key).contains("\n"), "description in one line");
      metadata.value(key);
      refusable(metadata::integer, key);
      refusable(metadata::number, key);
      refusable(metadata::bool, key);
      refusable(metadata::strings, key);
      refusable(metadata::integers, key);
      refusable(metadata::floats, key);
    }
  }

  /** Of another type than asked for, or none: the message has to name the key. */
  private static void refusable(Consumer<String> read, String key) {
    try {
      read.accept(key);
    } catch (ModelFormatException e) {
      check(String.valueOf(e.getMessage()).contains("metadata key"), "no key: " + e.getMessage());
    }
  }

  private static void readText(Tokenizer tokenizer, FuzzInput input) {
    checkRoles(tokenizer);
    var text = input.text();
    var ids = tokenizer.encode(text);
    checkIds(tokenizer, ids);
    if (!input.sound()) {
      // Tokens of a broken vocabulary may stand for long texts; a response does not have many.
      ids = Arrays.copyOf(ids, Math.min(ids.length, 1000));
    }
    var decoded = tokenizer.decode(ids);
    var stream = new Detokenizer(tokenizer);
    var streamed = new StringBuilder();
    for (var id : ids) {
      stream.accept(id, streamed);
    }
    stream.finish(streamed);
    check(decoded.contentEquals(streamed), "streamed text differs");
    if (input.sound()) {
      check(decoded.equals(expected(tokenizer, text)), "text does not come back: " + decoded);
    }
    checkIds(tokenizer, tokenizer.encodeWithSpecials(text));
    var literal = new BitSet();
    literal.set(text.length() / 3, text.length());
    checkIds(tokenizer, tokenizer.encodeWithSpecials(text, literal));
  }

  /** A surrogate alone is U+FFFD, and SentencePiece takes its sign for a space as one. */
  private static String expected(Tokenizer tokenizer, String text) {
    var whole = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    if (tokenizer.addsSpace() && !whole.isEmpty()) {
      return " " + whole.toString().replace('\u2581', ' ');
    }
    return whole.toString();
  }

  private static void checkRoles(Tokenizer tokenizer) {
    tokenizer.bos().ifPresent(id -> checkIds(tokenizer, id));
    tokenizer.eos().ifPresent(id -> checkIds(tokenizer, id));
    tokenizer.endOfGeneration().forEach(id -> checkIds(tokenizer, id));
    tokenizer
        .fillInTheMiddle()
        .ifPresent(fim -> checkIds(tokenizer, fim.prefix(), fim.suffix(), fim.middle()));
    for (var id = 0; id < tokenizer.size(); id++) {
      tokenizer.bytes(id);
      tokenizer.isControl(id);
    }
  }

  private static void checkIds(Tokenizer tokenizer, int... ids) {
    for (var id : ids) {
      check(id >= 0 && id < tokenizer.size(), "no such token: " + id);
    }
  }

  private static void check(boolean right, String why) {
    if (!right) {
      throw new AssertionError(why);
    }
  }
}
