package dev.brisk.syntax.match;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Which kind of edit an instruction asks for: a log-linear model over its words and pairs of words.
 * Trained by {@code brisk distill intents}. Safe for use by many threads.
 */
public final class Intents {
  /** What is asked that no kind of edit does. */
  public static final String CANNOT = "cannot";

  /** Weights are kept as whole numbers of this. */
  private static final float UNIT = 1f / 512;

  private final List<String> kinds;
  private final Map<String, short[]> weights;
  private final Set<String> known;

  /**
   * @param kinds the outcomes
   * @param weights for each feature a weight for each kind, in order
   * @param known words of phrasings: all others are only told by what sort of word they are
   */
  public Intents(List<String> kinds, Map<String, float[]> weights, Set<String> known) {
    this.kinds = List.copyOf(kinds);
    this.known = Set.copyOf(known);
    this.weights = new HashMap<>();
    weights.forEach(
        (feature, values) -> {
          var units = new short[values.length];
          for (var i = 0; i < units.length; i++) {
            units[i] = (short) Math.clamp(Math.round(values[i] / UNIT), -32767, 32767);
          }
          this.weights.put(feature, units);
        });
  }

  private Intents(Set<String> known, List<String> kinds, Map<String, short[]> weights) {
    this.kinds = kinds;
    this.known = known;
    this.weights = weights;
  }

  /** The model that Brisk has built in. */
  public static Intents builtIn() {
    try (var in = Intents.class.getResourceAsStream("intents.bin")) {
      if (in == null) {
        throw new IllegalStateException("The model of intents is not built in.");
      }
      return read(in);
    } catch (IOException e) {
      throw new IllegalStateException("The built-in model of intents is damaged.", e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Intents read(InputStream from) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(from), 1 << 16));
    var known = new HashSet<>(words(in));
    var kinds = words(in);
    var weights = new HashMap<String, short[]>();
    for (var left = in.readInt(); left > 0; left--) {
      var feature = in.readUTF();
      var values = new short[kinds.size()];
      for (var i = in.readUnsignedShort(); i > 0; i--) {
        values[in.readUnsignedShort()] = in.readShort();
      }
      weights.put(feature, values);
    }
    return new Intents(known, kinds, weights);
  }

  private static List<String> words(DataInputStream in) throws IOException {
    var result = new ArrayList<String>();
    for (var left = in.readInt(); left > 0; left--) {
      result.add(in.readUTF());
    }
    return result;
  }

  /**
   * Writes the model, the same bytes for the same model; weights of nearly nothing are left out.
   */
  public void write(OutputStream to) throws IOException {
    var zip = new GZIPOutputStream(to);
    var out = new DataOutputStream(zip);
    for (var list : List.of(known.stream().sorted().toList(), kinds)) {
      out.writeInt(list.size());
      for (var word : list) {
        out.writeUTF(word);
      }
    }
    out.writeInt(weights.size());
    for (var feature : weights.keySet().stream().sorted().toList()) {
      var values = weights.getOrDefault(feature, new short[0]);
      out.writeUTF(feature);
      var telling = 0;
      for (var value : values) {
        telling += tells(value) ? 1 : 0;
      }
      out.writeShort(telling);
      for (var i = 0; i < values.length; i++) {
        if (tells(values[i])) {
          out.writeShort(i);
          out.writeShort(values[i]);
        }
      }
    }
    out.flush();
    zip.finish();
  }

  private static boolean tells(short value) {
    return Math.abs(value) >= 16;
  }

  Set<String> known() {
    return known;
  }

  /**
   * The natural logarithm of each kind's probability.
   *
   * @param region the text that the instruction is for
   */
  public Map<String, Double> of(String instruction, String region) {
    var sums = new double[kinds.size()];
    for (var feature : features(instruction, region, known)) {
      var values = weights.get(feature);
      if (values != null) {
        for (var i = 0; i < sums.length; i++) {
          sums[i] += values[i] * UNIT;
        }
      }
    }
    var most = Arrays.stream(sums).max().orElse(0);
    var all = Arrays.stream(sums).map(s -> Math.exp(s - most)).sum();
    var result = new HashMap<String, Double>();
    for (var i = 0; i < sums.length; i++) {
      result.put(kinds.get(i), Math.max(-20, sums[i] - most - Math.log(all)));
    }
    return result;
  }

  /** What the model looks at. */
  public static List<String> features(String instruction, String region, Set<String> known) {
    var shown = new HashSet<String>();
    Spoken.of(region).forEach(token -> shown.add(token.text()));
    var words = new ArrayList<String>();
    for (var token : Spoken.of(instruction)) {
      var stop = token.text().equals(".") && token.end() == instruction.length();
      if (!token.isQuote() && !stop) {
        words.add(feature(token, shown, known));
      }
    }
    var result = new ArrayList<String>();
    var last = "^";
    for (var word : words) {
      result.add("w=" + word);
      result.add("b=" + last + " " + word);
      last = word;
    }
    result.add("b=" + last + " $");
    result.add("n=" + Math.min(12, words.size()));
    return result;
  }

  /** Phrasings' words as they are; of others, whether they stand in the region, and their look. */
  private static String feature(Spoken token, Set<String> shown, Set<String> known) {
    var word = token.word();
    if (known.contains(word) && (token.text().equals(word) || token.start() == 0)) {
      return word;
    }
    var place = shown.contains(token.text()) ? "R>" : "N>";
    var c = token.text().charAt(0);
    if (Character.isDigit(c)) {
      return "<number" + place;
    }
    if (Character.isUpperCase(c)) {
      return "<type" + place;
    }
    return Character.isJavaIdentifierStart(c) ? "<name" + place : token.text();
  }
}
