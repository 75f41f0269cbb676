package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.tokenizer.Vocabulary.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Text to token ids and back, as the model was trained. Immutable and safe to share between
 * threads; independent of the file it was made from. Results equal llama.cpp's.
 *
 * <p>A text is any Java string: a surrogate without its partner is no character, and is encoded as
 * U+FFFD.
 */
public final class Tokenizer {
  /** Pre-tokenizers of models whose tokenizer prefers whole words and starts with a BOS token. */
  private static final Set<String> LLAMA3_NAMES =
      Set.of(
          "llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "lfm2", "tekken");

  private final Vocabulary vocabulary;
  private final TextEncoder encoder;
  private final SpecialTokens userDefined;
  private final SpecialTokens specials;
  private final OptionalInt bos;
  private final OptionalInt eos;
  private final boolean addsBos;
  private final boolean addsEos;
  private final boolean addsSpace;
  private final Set<Integer> endOfGeneration;
  private final Optional<FillInTheMiddle> fillInTheMiddle;

  private Tokenizer(Metadata metadata, boolean sentencePiece) {
    var name = metadata.string("tokenizer.ggml.pre").orElse("default");
    var llama3 = !sentencePiece && LLAMA3_NAMES.contains(name);
    vocabulary = Vocabulary.of(metadata, sentencePiece);
    var roles = new TokenRoles(metadata, vocabulary);
    if (sentencePiece) {
      bos = roles.token("bos", 1);
      eos = roles.token("eos", 2);
      var unknown = roles.token("unknown", 0).orElse(-1);
      addsSpace = metadata.bool("tokenizer.ggml.add_space_prefix").orElse(true);
      encoder = new SentencePieceEncoder(vocabulary, metadata, addsSpace, unknown);
    } else {
      bos = roles.token("bos");
      eos = roles.token("eos");
      var unknown = roles.token("unknown").orElse(-1);
      var pre = preTokenizer(metadata, name);
      addsSpace = false;
      encoder = new BytePairEncoder(pre, vocabulary, metadata, llama3, unknown);
    }
    addsBos =
        bos.isPresent()
            && metadata.bool("tokenizer.ggml.add_bos_token").orElse(llama3 || sentencePiece);
    addsEos = eos.isPresent() && metadata.bool("tokenizer.ggml.add_eos_token").orElse(false);
    endOfGeneration = roles.endsOfGeneration(eos);
    fillInTheMiddle = roles.fillInTheMiddle();
    userDefined = new SpecialTokens();
    specials = new SpecialTokens();
    for (var id = 0; id < vocabulary.size(); id++) {
      var kind = vocabulary.kind(id);
      if (kind == Kind.USER_DEFINED) {
        userDefined.add(vocabulary.piece(id), id);
      }
      if (kind == Kind.USER_DEFINED || kind == Kind.CONTROL || kind == Kind.UNKNOWN) {
        specials.add(vocabulary.piece(id), id);
      }
    }
  }

  private static PreTokenizer preTokenizer(Metadata metadata, String name) {
    return metadata
        .string("brisk.tokenizer.pattern")
        .map(pattern -> PreTokenizer.ofPattern(pattern, metadata.file()))
        .orElseGet(() -> PreTokenizer.byName(name, metadata.file()));
  }

  /**
   * The tokenizer that a model file describes.
   *
   * @throws ModelFormatException if the vocabulary is broken, or of a kind that is not supported
   */
  public static Tokenizer of(Metadata metadata) {
    var model = metadata.requireString("tokenizer.ggml.model");
    return switch (model) {
      case "gpt2" -> new Tokenizer(metadata, false);
      case "llama" -> new Tokenizer(metadata, true);
      default ->
          throw new ModelFormatException(
              ("%s has a vocabulary of the kind '%s'; only byte-level BPE ('gpt2') and"
                      + " SentencePiece BPE ('llama') are supported, so choose another model.")
                  .formatted(metadata.file(), model));
    };
  }

  /** The number of tokens; ids are 0 to this minus 1. */
  public int size() {
    return vocabulary.size();
  }

  /**
   * The tokens of an ordinary text. The texts of control tokens in it are ordinary characters, and
   * nothing is added. (Tokens that the vocabulary calls user-defined, such as runs of spaces, are
   * ordinary text and are found here too.)
   */
  public int[] encode(String text) {
    return encode(withoutLoneSurrogates(text), userDefined, (id, start, end) -> true);
  }

  /**
   * The tokens of a text in which the texts of control tokens stand for these tokens; nothing is
   * added. Not for text that comes from a user or a file: it could take any role.
   */
  public int[] encodeWithSpecials(String text) {
    return encode(withoutLoneSurrogates(text), specials, (id, start, end) -> true);
  }

  /**
   * As {@link #encodeWithSpecials(String)}, but where {@code literal} is set the characters are
   * ordinary text: no control token begins, ends or passes there, whatever stands around.
   *
   * @param literal by index of a character of {@code text}
   */
  public int[] encodeWithSpecials(String text, BitSet literal) {
    return encode(
        withoutLoneSurrogates(text),
        specials,
        (id, start, end) -> {
          var next = literal.nextSetBit(start);
          return next < 0 || next >= end || vocabulary.kind(id) == Kind.USER_DEFINED;
        });
  }

  private int[] encode(String text, SpecialTokens parsed, SpecialTokens.Allowed allowed) {
    var ids = new Ids();
    parsed.split(text, allowed, ids::add, (start, end) -> encoder.encode(text, start, end, ids));
    return ids.toArray(0);
  }

  private static String withoutLoneSurrogates(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.charCount(text.codePointAt(i)) == 2) {
        i++;
        continue;
      }
      var repaired = new StringBuilder(text.length());
      text.codePoints()
          .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
          .forEach(repaired::appendCodePoint);
      return repaired.toString();
    }
    return text;
  }

  /**
   * What a token stands for: UTF-8 bytes, which may begin or end within a character. Nothing for
   * control tokens.
   *
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public byte[] bytes(int id) {
    return vocabulary.bytes(id);
  }

  /** At least as many as {@link #bytes} has. */
  int spelledLength(int id) {
    return vocabulary.spelledLength(id);
  }

  /** Writes {@link #bytes} and returns where they end. */
  int write(int id, byte[] to, int at) {
    return vocabulary.write(id, to, at);
  }

  /**
   * A token as the vocabulary spells it, for display.
   *
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public String piece(int id) {
    return vocabulary.piece(id);
  }

  /**
   * The text of these tokens; control tokens are left out, malformed bytes become U+FFFD. The space
   * of {@link #addsSpace} stays.
   *
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public String decode(int[] ids) {
    var bytes = new ByteArrayOutputStream();
    for (var id : ids) {
      bytes.writeBytes(bytes(id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Whether {@code word} is one token, and one with a space before it as well: then it is one token
   * wherever it stands.
   */
  public boolean isWord(String word) {
    return encode(word).length == 1 && encode(" " + word).length == 1;
  }

  /** The token that the vocabulary spells exactly so, such as {@code <|region|>}. */
  public OptionalInt id(String piece) {
    var id = vocabulary.index().find(piece);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Whether the token is a mark for the model rather than text. */
  public boolean isControl(int id) {
    return vocabulary.kind(id) == Kind.CONTROL;
  }

  /** The token that begins a text, if there is one. */
  public OptionalInt bos() {
    return bos;
  }

  /** Whether a prompt has to begin with {@link #bos}. */
  public boolean addsBos() {
    return addsBos;
  }

  /** The token that ends a text, if there is one. */
  public OptionalInt eos() {
    return eos;
  }

  /** Whether a text that is complete has to end with {@link #eos}; a prompt never is. */
  public boolean addsEos() {
    return addsEos;
  }

  /**
   * Whether a space is put before each text, as SentencePiece does; decoding does not take it away.
   */
  public boolean addsSpace() {
    return addsSpace;
  }

  /** The tokens that end a response. */
  public Set<Integer> endOfGeneration() {
    return endOfGeneration;
  }

  /** The tokens of fill-in-the-middle; empty if the model has not been trained for it. */
  public Optional<FillInTheMiddle> fillInTheMiddle() {
    return fillInTheMiddle;
  }
}
