package dev.brisk.syntax.complete;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is known of Java in general, as counted by {@code brisk distill lines}: words, what follows
 * what, where spaces stand, and whom to trust when. Immutable; for use by many threads.
 */
public final class LineModel {
  /** Words of the longest contexts whose names are exchanged. */
  public static final int RENAMED_LENGTH = 5;

  /** Words of the longest contexts whose variables are told by their types. */
  public static final int TYPED_LENGTH = 4;

  private static final int FORMAT = 1;

  private final Vocabulary vocabulary;
  private final NGrams renamed;
  private final NGrams typed;
  private final NavigableMap<String, Integer> names;
  private final Set<String> spaced;
  private final byte[] weights;

  /**
   * @param renamed what follows contexts in which names count by their places
   * @param typed what follows contexts in which variables count by their types
   * @param names words that many projects use, with 1 for seldom to 255 for often
   * @param spaced two sorts of words ({@link #pair}) between which a space stands
   * @param weights of the {@link #experts()} in each of {@link #buckets()}, from 0 to 1
   */
  public LineModel(
      Vocabulary vocabulary,
      NGrams renamed,
      NGrams typed,
      Map<String, Integer> names,
      Set<String> spaced,
      double[][] weights) {
    this(vocabulary, renamed, typed, new TreeMap<>(names), Set.copyOf(spaced), units(weights));
  }

  private LineModel(
      Vocabulary vocabulary,
      NGrams renamed,
      NGrams typed,
      NavigableMap<String, Integer> names,
      Set<String> spaced,
      byte[] weights) {
    this.vocabulary = vocabulary;
    this.renamed = renamed;
    this.typed = typed;
    this.names = names;
    this.spaced = spaced;
    this.weights = weights;
  }

  private static byte[] units(double[][] weights) {
    var result = new byte[buckets() * experts()];
    for (var b = 0; b < buckets(); b++) {
      for (var e = 0; e < experts(); e++) {
        result[b * experts() + e] = (byte) Math.clamp(Math.round(255 * weights[b][e]), 1, 255);
      }
    }
    return result;
  }

  /** How many opinions are weighed. */
  public static int experts() {
    return Experts.COUNT;
  }

  /** How many sorts of questions are told apart when they are weighed. */
  public static int buckets() {
    return Experts.buckets();
  }

  /** The same with other weights. */
  public LineModel withWeights(double[][] weights) {
    return new LineModel(vocabulary, renamed, typed, names, spaced, units(weights));
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  NGrams renamed() {
    return renamed;
  }

  NGrams typed() {
    return typed;
  }

  double weight(int bucket, int expert) {
    return (weights[bucket * Experts.COUNT + expert] & 0xFF) / 255.0;
  }

  /** Words that begin with {@code start}, with how often they are used: 1 to 255. */
  SortedMap<String, Integer> namesFrom(String start) {
    return names.subMap(start, start + Character.MAX_VALUE);
  }

  /** Whether a space stands between two lexemes, where these do not say so themselves. */
  boolean isSpaced(String left, String right) {
    return spaced.contains(pair(left, right));
  }

  /** Two lexemes, as far as it matters for the space between them. */
  public static String pair(String left, String right) {
    return sort(left) + " " + sort(right);
  }

  private static String sort(String text) {
    if (Lexeme.isQuoted(text)) {
      return "\"";
    }
    if (Lexeme.isNumber(text)) {
      return "0";
    }
    return Lexeme.isName(text) && !CodeWords.isKeyword(text) ? "a" : text.strip();
  }

  /** Writes the model, the same bytes for the same model. */
  public void write(OutputStream to) throws IOException {
    var zip = new GZIPOutputStream(to);
    var out = new DataOutputStream(zip);
    out.writeByte(FORMAT);
    writeWords(out, vocabulary.words());
    writeWords(out, List.copyOf(new TreeSet<>(spaced)));
    writeWords(out, List.copyOf(names.keySet()));
    for (var often : names.values()) {
      out.writeByte(often);
    }
    out.write(weights);
    renamed.write(out);
    typed.write(out);
    out.flush();
    zip.finish();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is of another version or damaged
   */
  public static LineModel read(InputStream from) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(from), 1 << 16));
    if (in.readByte() != FORMAT) {
      throw new IOException("counts of another version; make them again with brisk distill lines");
    }
    var vocabulary = new Vocabulary(readWords(in));
    var spaced = Set.copyOf(readWords(in));
    var names = new TreeMap<String, Integer>();
    for (var name : readWords(in)) {
      names.put(name, 0);
    }
    for (var name : names.entrySet()) {
      name.setValue(in.readUnsignedByte());
    }
    var weights = in.readNBytes(buckets() * experts());
    return new LineModel(vocabulary, NGrams.read(in), NGrams.read(in), names, spaced, weights);
  }

  /** The counts that Brisk has built in. */
  public static LineModel builtIn() {
    try (var in = LineModel.class.getResourceAsStream("lines.bin")) {
      if (in == null) {
        throw new IllegalStateException("The counts for completions are not built in.");
      }
      return read(in);
    } catch (IOException e) {
      throw new IllegalStateException("The built-in counts for completions are damaged.", e);
    }
  }

  private static void writeWords(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (var word : words) {
      out.writeUTF(word);
    }
  }

  private static List<String> readWords(DataInputStream in) throws IOException {
    var result = new ArrayList<String>();
    for (var left = in.readInt(); left > 0; left--) {
      result.add(in.readUTF());
    }
    return result;
  }
}
