package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.tokenizer.Vocabulary.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Text to token ids and back, as the model was trained. Immutable and safe to share between
 * threads; independent of the file it was made from. Results equal llama.cpp's.
 *
 * <p>A text is any Java string: a surrogate without its partner is no character, and is encoded as
 * U+FFFD.
 */
public final class Tokenizer {
  /** Texts of tokens that end a response whatever the metadata says: those of the chat formats. */
  private static final List<String> WELL_KNOWN_ENDS =
      List.of(
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|im_end|>",
          "<|end|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|EOT|>",
          "<EOT>",
          "<end_of_turn>",
          "<|end_of_turn|>",
          "<|return|>",
          "<｜end▁of▁sentence｜>");

  /** Pre-tokenizers of models whose tokenizer prefers whole words and starts with a BOS token. */
  private static final Set<String> LLAMA3_NAMES =
      Set.of("llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral");

  private final Vocabulary vocabulary;
  private final BytePairEncoder encoder;
  private final PreTokenizer preTokenizer;
  private final SpecialTokens userDefined;
  private final SpecialTokens specials;
  private final OptionalInt bos;
  private final boolean addsBos;
  private final Set<Integer> endOfGeneration;

  private Tokenizer(Metadata metadata) {
    var name = metadata.string("tokenizer.ggml.pre").orElse("default");
    var llama3 = LLAMA3_NAMES.contains(name);
    preTokenizer =
        metadata
            .string("brisk.tokenizer.pattern")
            .map(pattern -> PreTokenizer.ofPattern(pattern, metadata.file()))
            .orElseGet(() -> PreTokenizer.byName(name, metadata.file()));
    vocabulary = Vocabulary.of(metadata);
    var unknown = special(metadata, "unknown").orElse(-1);
    encoder = new BytePairEncoder(vocabulary, metadata, llama3, unknown);
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
    bos = special(metadata, "bos");
    addsBos = bos.isPresent() && metadata.bool("tokenizer.ggml.add_bos_token").orElse(llama3);
    endOfGeneration = Set.copyOf(endsOfGeneration(metadata));
  }

  /**
   * The tokenizer that a model file describes.
   *
   * @throws ModelFormatException if the vocabulary is broken, or of a kind that is not supported
   */
  public static Tokenizer of(Metadata metadata) {
    var model = metadata.requireString("tokenizer.ggml.model");
    if (model.equals("llama")) {
      throw new ModelFormatException(
          metadata.file()
              + " has a SentencePiece vocabulary, which is not supported yet;"
              + " choose a model with a BPE vocabulary (tokenizer.ggml.model = gpt2).");
    }
    if (!model.equals("gpt2")) {
      throw new ModelFormatException(
          "%s has a vocabulary of the kind '%s'; only byte-level BPE ('gpt2') is supported."
              .formatted(metadata.file(), model));
    }
    return new Tokenizer(metadata);
  }

  private OptionalInt special(Metadata metadata, String role) {
    var key = "tokenizer.ggml." + role + "_token_id";
    // Some converters write 2^32 - 1 for a token that there is not.
    if (metadata.number(key).orElse(-1) == 0xFFFF_FFFFL) {
      return OptionalInt.empty();
    }
    var id = metadata.integer(key);
    if (id.isPresent() && id.getAsInt() >= vocabulary.size()) {
      throw new ModelFormatException(
          "%s: metadata key '%s' is %d, but the vocabulary has only %d tokens."
              .formatted(metadata.file(), key, id.getAsInt(), vocabulary.size()));
    }
    return id.orElse(-1) < 0 ? OptionalInt.empty() : id;
  }

  private Set<Integer> endsOfGeneration(Metadata metadata) {
    var ends = new TreeSet<Integer>();
    for (var role : List.of("eos", "eot", "eom")) {
      special(metadata, role).ifPresent(ends::add);
    }
    for (var text : WELL_KNOWN_ENDS) {
      id(text).ifPresent(ends::add);
    }
    return ends;
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
    return encode(text, userDefined);
  }

  /**
   * The tokens of a text in which the texts of control tokens stand for these tokens; nothing is
   * added. Not for text that comes from a user or a file: it could take any role.
   */
  public int[] encodeWithSpecials(String text) {
    return encode(text, specials);
  }

  private int[] encode(String given, SpecialTokens parsed) {
    var text = withoutLoneSurrogates(given);
    var ids = new Ids();
    parsed.split(
        text,
        ids::add,
        (start, end) ->
            preTokenizer.split(
                text, start, end, (from, to) -> encoder.encode(text, from, to, ids)));
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

  /**
   * A token as the vocabulary spells it, for display.
   *
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public String piece(int id) {
    return vocabulary.piece(id);
  }

  /**
   * The text of these tokens; control tokens are left out, malformed bytes become U+FFFD.
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

  /** The tokens that end a response. */
  public Set<Integer> endOfGeneration() {
    return endOfGeneration;
  }
}
