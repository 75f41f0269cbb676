package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.gguf.PackedStrings;
import java.util.Arrays;

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

  /** Bytes of the token's spelling; it stands for no more than so many. */
  int spelledLength(int id) {
    return pieces.end(id) - pieces.start(id);
  }

  /** What the token stands for in a text. */
  byte[] bytes(int id) {
    var bytes = new byte[spelledLength(id)];
    return Arrays.copyOf(bytes, write(id, bytes, 0));
  }

  /**
   * Writes what the token stands for in a text.
   *
   * @param to with room for {@link #spelledLength} bytes from {@code at} on
   * @return where it ends
   */
  int write(int id, byte[] to, int at) {
    var start = pieces.start(id);
    var end = pieces.end(id);
    return switch (kind(id)) {
      case BYTE -> {
        var value = sentencePiece ? SentencePieceSpelling.byteOf(pieces.bytes(), start, end) : -1;
        if (value < 0) {
          yield ByteAlphabet.write(pieces.bytes(), start, end, to, at);
        }
        to[at] = (byte) value;
        yield at + 1;
      }
      case NORMAL ->
          sentencePiece
              ? SentencePieceSpelling.write(pieces.bytes(), start, end, to, at)
              : ByteAlphabet.write(pieces.bytes(), start, end, to, at);
      case USER_DEFINED -> {
        System.arraycopy(pieces.bytes(), start, to, at, end - start);
        yield at + end - start;
      }
      case CONTROL, UNKNOWN, UNUSED -> at;
    };
  }
}
