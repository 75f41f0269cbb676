package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.gguf.PackedStrings;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

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

  /** How SentencePiece spells the token for a byte. */
  private static final Pattern BYTE_PIECE = Pattern.compile("<0x[0-9A-Fa-f]{2}>");

  private final PackedStrings pieces;
  private final int[] kinds;
  private final PieceIndex index;
  private final boolean sentencePiece;

  private Vocabulary(PackedStrings pieces, int[] kinds, boolean sentencePiece) {
    this.pieces = pieces;
    this.kinds = kinds;
    this.sentencePiece = sentencePiece;
    this.index = new PieceIndex(pieces);
  }

  /**
   * Reads the vocabulary.
   *
   * @param sentencePiece whether pieces are spelled as SentencePiece does, not in byte characters
   */
  static Vocabulary of(Metadata metadata, boolean sentencePiece) {
    var pieces = metadata.packedStrings("tokenizer.ggml.tokens");
    if (pieces.size() == 0) {
      throw new ModelFormatException(
          metadata.file() + " has no vocabulary; convert the model again with its tokenizer.");
    }
    var kinds = metadata.integers("tokenizer.ggml.token_type");
    if (kinds.length != 0 && kinds.length != pieces.size()) {
      throw new ModelFormatException(
          "%s has %d tokens but %d token types; convert the model again."
              .formatted(metadata.file(), pieces.size(), kinds.length));
    }
    return new Vocabulary(pieces, kinds, sentencePiece);
  }

  int size() {
    return pieces.size();
  }

  /**
   * @throws IndexOutOfBoundsException if there is no such token
   */
  String piece(int id) {
    return pieces.text(id);
  }

  /** Finds tokens by their text. */
  PieceIndex index() {
    return index;
  }

  Kind kind(int id) {
    var number = kinds.length == 0 ? 1 : kinds[id];
    return number < 1 || number > KINDS.length ? Kind.NORMAL : KINDS[number - 1];
  }

  /** What the token stands for in a text. */
  byte[] bytes(int id) {
    var piece = piece(id);
    return switch (kind(id)) {
      case BYTE ->
          sentencePiece && BYTE_PIECE.matcher(piece).matches()
              ? new byte[] {(byte) Integer.parseInt(piece, 3, 5, 16)}
              : ByteAlphabet.bytes(piece);
      case NORMAL ->
          sentencePiece
              ? piece.replace(SentencePieceEncoder.SPACE, ' ').getBytes(StandardCharsets.UTF_8)
              : ByteAlphabet.bytes(piece);
      case USER_DEFINED -> piece.getBytes(StandardCharsets.UTF_8);
      case CONTROL, UNKNOWN, UNUSED -> new byte[0];
    };
  }
}
