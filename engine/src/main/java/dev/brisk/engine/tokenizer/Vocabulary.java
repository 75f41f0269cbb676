package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of a model: their texts and what kind each is. Ids are 0 to size - 1. */
final class Vocabulary {
  /** Kinds of tokens, as numbered in {@code tokenizer.ggml.token_type}. */
  enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  private static final Kind[] KINDS = Kind.values();

  private final List<String> pieces;
  private final int[] kinds;
  private final Map<String, Integer> ids;

  private Vocabulary(List<String> pieces, int[] kinds, Map<String, Integer> ids) {
    this.pieces = pieces;
    this.kinds = kinds;
    this.ids = ids;
  }

  static Vocabulary of(Metadata metadata) {
    var pieces = metadata.strings("tokenizer.ggml.tokens");
    if (pieces.isEmpty()) {
      throw new ModelFormatException(
          metadata.file() + " has no vocabulary; convert the model again with its tokenizer.");
    }
    var kinds = metadata.integers("tokenizer.ggml.token_type");
    if (kinds.length != 0 && kinds.length != pieces.size()) {
      throw new ModelFormatException(
          "%s has %d tokens but %d token types; convert the model again."
              .formatted(metadata.file(), pieces.size(), kinds.length));
    }
    // Of two tokens with the same text the later one counts, as in llama.cpp.
    var ids = HashMap.<String, Integer>newHashMap(pieces.size());
    for (var id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id), id);
    }
    return new Vocabulary(pieces, kinds, ids);
  }

  int size() {
    return pieces.size();
  }

  /**
   * @throws IndexOutOfBoundsException if there is no such token
   */
  String piece(int id) {
    return pieces.get(id);
  }

  /** The token of exactly this text, or null. */
  @Nullable Integer id(String piece) {
    return ids.get(piece);
  }

  Kind kind(int id) {
    var number = kinds.length == 0 ? 1 : kinds[id];
    return number < 1 || number > KINDS.length ? Kind.NORMAL : KINDS[number - 1];
  }

  /** What the token stands for in a text. */
  byte[] bytes(int id) {
    var piece = piece(id);
    return switch (kind(id)) {
      case NORMAL, BYTE -> ByteAlphabet.bytes(piece);
      case USER_DEFINED -> piece.getBytes(StandardCharsets.UTF_8);
      case CONTROL, UNKNOWN, UNUSED -> new byte[0];
    };
  }
}
