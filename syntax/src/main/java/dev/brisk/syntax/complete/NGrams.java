package dev.brisk.syntax.complete;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What follows contexts, as counted in a corpus: for each context a trust, which is the share of
 * probability that it takes from shorter ones, and the likeliest symbols with their shares.
 * Immutable.
 */
public final class NGrams {
  /** Contexts are told apart by so many bits of their number. */
  private static final int BITS = 40;

  /** Shares are kept as whole numbers of this, of the negative natural logarithm. */
  private static final double UNIT = 1.0 / 24;

  private final long[] contexts;
  private final byte[] trusts;
  private final int[] starts;
  private final char[] symbols;
  private final byte[] shares;

  private NGrams(long[] contexts, byte[] trusts, int[] starts, char[] symbols, byte[] shares) {
    this.contexts = contexts;
    this.trusts = trusts;
    this.starts = starts;
    this.symbols = symbols;
    this.shares = shares;
  }

  /** Where a context stands; negative if it was not seen often enough. */
  int find(long context) {
    return Arrays.binarySearch(contexts, context >>> (64 - BITS));
  }

  double trust(int index) {
    return (trusts[index] & 0xFF) / 255.0;
  }

  int first(int index) {
    return starts[index];
  }

  int end(int index) {
    return starts[index + 1];
  }

  int symbol(int entry) {
    return symbols[entry];
  }

  double share(int entry) {
    return Math.exp(-UNIT * (shares[entry] & 0xFF));
  }

  /** How many contexts there are. */
  public int size() {
    return contexts.length;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(contexts.length);
    var last = 0L;
    for (var i = 0; i < contexts.length; i++) {
      writeVarint(out, contexts[i] - last);
      last = contexts[i];
    }
    for (var i = 0; i < contexts.length; i++) {
      out.writeByte(starts[i + 1] - starts[i]);
    }
    out.write(trusts);
    for (var symbol : symbols) {
      out.writeShort(symbol);
    }
    out.write(shares);
  }

  static NGrams read(DataInputStream in) throws IOException {
    var contexts = new long[in.readInt()];
    var last = 0L;
    for (var i = 0; i < contexts.length; i++) {
      last += readVarint(in);
      contexts[i] = last;
    }
    var starts = new int[contexts.length + 1];
    for (var i = 0; i < contexts.length; i++) {
      starts[i + 1] = starts[i] + in.readUnsignedByte();
    }
    var trusts = in.readNBytes(contexts.length);
    var symbols = new char[starts[contexts.length]];
    for (var i = 0; i < symbols.length; i++) {
      symbols[i] = in.readChar();
    }
    return new NGrams(contexts, trusts, starts, symbols, in.readNBytes(symbols.length));
  }

  private static void writeVarint(DataOutputStream out, long value) throws IOException {
    var rest = value;
    while (rest > 0x7F) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readVarint(DataInputStream in) throws IOException {
    var result = 0L;
    for (var shift = 0; ; shift += 7) {
      var next = in.readUnsignedByte();
      result |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return result;
      }
    }
  }

  /** Collects contexts in any order. Not for several threads. */
  public static final class Builder {
    private record Entry(long context, byte trust, char[] symbols, byte[] shares) {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Adds a context.
     *
     * @param trust from 0 to 1
     * @param symbols the likeliest ones, at most 255
     * @param shares of these, each from 0 to 1
     */
    public void add(long context, double trust, int[] symbols, double[] shares) {
      var chars = new char[symbols.length];
      var units = new byte[symbols.length];
      for (var i = 0; i < symbols.length; i++) {
        chars[i] = (char) symbols[i];
        units[i] = (byte) Math.clamp(Math.round(-Math.log(shares[i]) / UNIT), 0, 255);
      }
      entries.add(new Entry(context >>> (64 - BITS), (byte) Math.round(255 * trust), chars, units));
    }

    /** All of them; of contexts that the kept bits do not tell apart the first. */
    public NGrams build() {
      entries.sort(Comparator.comparingLong(Entry::context));
      var kept = new ArrayList<Entry>();
      for (var entry : entries) {
        if (kept.isEmpty() || kept.getLast().context != entry.context) {
          kept.add(entry);
        }
      }
      var contexts = new long[kept.size()];
      var trusts = new byte[kept.size()];
      var starts = new int[kept.size() + 1];
      for (var i = 0; i < contexts.length; i++) {
        contexts[i] = kept.get(i).context;
        trusts[i] = kept.get(i).trust;
        starts[i + 1] = starts[i] + kept.get(i).symbols.length;
      }
      var symbols = new char[starts[contexts.length]];
      var shares = new byte[symbols.length];
      for (var i = 0; i < contexts.length; i++) {
        var entry = kept.get(i);
        System.arraycopy(entry.symbols, 0, symbols, starts[i], entry.symbols.length);
        System.arraycopy(entry.shares, 0, shares, starts[i], entry.shares.length);
      }
      return new NGrams(contexts, trusts, starts, symbols, shares);
    }
  }
}
