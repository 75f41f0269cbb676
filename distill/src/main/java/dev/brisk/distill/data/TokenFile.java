package dev.brisk.distill.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

/**
 * Samples as tokens, mapped into memory. Little endian: "BRTK", int32 version 1 or 2, int32
 * samples, int32 vocabulary; per sample int32 prompt tokens, int32 output tokens (with the end
 * token), float32 weight, uint8 task, then the tokens as uint16. In version 2 the task's highest
 * bit says that soft targets follow the tokens: for each token of the output uint8 n, then n times
 * uint16 token and float32 probability.
 *
 * <p>The whole file is checked when it is opened. Any thread may read; the mapping lives as long as
 * something refers to it, and the file must not change meanwhile.
 */
public final class TokenFile {
  /** The task of samples whose loss is on the output only. */
  public static final int EDIT = 0;

  /** The task of samples whose loss is on all tokens. */
  public static final int TEXT = 1;

  static final int MAGIC = 'B' | 'R' << 8 | 'T' << 16 | 'K' << 24;
  static final int VERSION = 1;

  /** Of files with soft targets. */
  static final int SOFT_VERSION = 2;

  static final int SOFT = 0x80;
  static final int SOFT_BYTES = 6;
  static final int HEADER_BYTES = 16;
  static final int SAMPLE_BYTES = 13;
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final MemorySegment memory;
  private final int vocabulary;
  private final long[] starts;

  private TokenFile(Path path, MemorySegment memory) throws IOException {
    this.path = path;
    this.memory = memory;
    if (memory.byteSize() < HEADER_BYTES || memory.get(INT, 0) != MAGIC) {
      throw new IOException(path + " is no token file; make it with brisk distill data.");
    }
    var version = memory.get(INT, 4);
    if (version != VERSION && version != SOFT_VERSION) {
      throw new IOException(
          "%s has version %d, this Brisk reads %d and %d; make it again with brisk distill encode."
              .formatted(path, version, VERSION, SOFT_VERSION));
    }
    var samples = memory.get(INT, 8);
    vocabulary = memory.get(INT, 12);
    if (samples < 0 || samples > memory.byteSize() / SAMPLE_BYTES) {
      throw damaged("it says that it holds " + samples + " samples");
    }
    if (vocabulary < 1 || vocabulary > 1 << 16) {
      throw damaged("it says that its vocabulary has " + vocabulary + " tokens");
    }
    starts = new long[samples];
    var at = (long) HEADER_BYTES;
    for (var sample = 0; sample < samples; sample++) {
      starts[sample] = at;
      at = check(sample, at, version == SOFT_VERSION);
    }
    if (at != memory.byteSize()) {
      throw damaged("%d bytes follow its last sample".formatted(memory.byteSize() - at));
    }
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read or is damaged; the message says what to do
   */
  public static TokenFile open(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new TokenFile(
          path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** How many samples it holds. */
  public int samples() {
    return starts.length;
  }

  /** How many tokens the vocabulary has; all tokens are less. */
  public int vocabulary() {
    return vocabulary;
  }

  /** Tokens of the prompt of one sample; may be 0. */
  public int promptTokens(int sample) {
    return memory.get(INT, starts[sample]);
  }

  /** Tokens of the output of one sample, with the end token; at least 1. */
  public int outputTokens(int sample) {
    return memory.get(INT, starts[sample] + 4);
  }

  /** How much a sample counts; finite and not negative. */
  public float weight(int sample) {
    return memory.get(FLOAT, starts[sample] + 8);
  }

  /** {@link #EDIT} or {@link #TEXT}. */
  public int task(int sample) {
    return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, starts[sample] + 12)) & ~SOFT;
  }

  /** What a teacher thought likely in the output of one sample; {@link SoftTargets#NONE} often. */
  public SoftTargets soft(int sample) {
    if ((memory.get(ValueLayout.JAVA_BYTE, starts[sample] + 12) & SOFT) == 0) {
      return SoftTargets.NONE;
    }
    var output = outputTokens(sample);
    var at = starts[sample] + SAMPLE_BYTES + 2L * (promptTokens(sample) + output);
    var places = new ArrayList<SoftTargets.Place>();
    for (var place = 0; place < output; place++) {
      var tokens = new int[Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at++))];
      var probabilities = new float[tokens.length];
      for (var i = 0; i < tokens.length; i++, at += SOFT_BYTES) {
        tokens[i] = Short.toUnsignedInt(memory.get(SHORT, at));
        probabilities[i] = memory.get(FLOAT, at + 2);
      }
      places.add(new SoftTargets.Place(tokens, probabilities));
    }
    return new SoftTargets(places);
  }

  /** The tokens of one sample: the prompt's, then the output's. */
  public int[] tokens(int sample) {
    var tokens = new int[promptTokens(sample) + outputTokens(sample)];
    var at = starts[sample] + SAMPLE_BYTES;
    for (var i = 0; i < tokens.length; i++) {
      tokens[i] = Short.toUnsignedInt(memory.get(SHORT, at + 2L * i));
    }
    return tokens;
  }

  /** Returns where the next sample starts. */
  private long check(int sample, long at, boolean soft) throws IOException {
    if (memory.byteSize() - at < SAMPLE_BYTES) {
      throw damaged("it ends within sample " + sample);
    }
    var prompt = memory.get(INT, at);
    var output = memory.get(INT, at + 4);
    var weight = memory.get(FLOAT, at + 8);
    var flags = Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at + 12));
    var task = soft ? flags & ~SOFT : flags;
    if (prompt < 0 || output < 1 || !(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      throw damaged("sample " + sample + " has impossible lengths or weight");
    }
    if (task != EDIT && task != TEXT) {
      throw damaged("sample " + sample + " has the unknown task " + task);
    }
    var end = at + SAMPLE_BYTES + 2L * ((long) prompt + output);
    if (end > memory.byteSize()) {
      throw damaged("it ends within sample " + sample);
    }
    for (var i = at + SAMPLE_BYTES; i < end; i += 2) {
      if (Short.toUnsignedInt(memory.get(SHORT, i)) >= vocabulary) {
        throw damaged("sample " + sample + " has a token beyond the vocabulary");
      }
    }
    return task == flags ? end : checkSoft(sample, end, output);
  }

  private long checkSoft(int sample, long from, int output) throws IOException {
    var at = from;
    for (var place = 0; place < output; place++) {
      if (at >= memory.byteSize()) {
        throw damaged("it ends within sample " + sample);
      }
      var end =
          at + 1 + SOFT_BYTES * (long) Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
      if (end > memory.byteSize()) {
        throw damaged("it ends within sample " + sample);
      }
      var sum = 0.0;
      for (var i = at + 1; i < end; i += SOFT_BYTES) {
        var probability = memory.get(FLOAT, i + 2);
        if (Short.toUnsignedInt(memory.get(SHORT, i)) >= vocabulary || !(probability > 0)) {
          throw damaged("sample " + sample + " has impossible soft targets");
        }
        sum += probability;
      }
      if (end > at + 1 && !(Math.abs(sum - 1) <= 1e-3)) {
        throw damaged("sample " + sample + " has soft targets that do not add up to 1");
      }
      at = end;
    }
    return at;
  }

  private IOException damaged(String how) {
    return new IOException(
        path + " is damaged: " + how + "; make it again with brisk distill data.");
  }
}
