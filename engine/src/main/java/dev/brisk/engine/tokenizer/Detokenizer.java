package dev.brisk.engine.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Turns a stream of tokens into text. A token may end in the middle of a character; its bytes are
 * then held back (3 at most) until the rest has come, so what is given out is always whole. All of
 * it together is what decoding all bytes at once would give. For one stream and one thread;
 * allocates nothing but larger buffers for a token longer than any before.
 */
public final class Detokenizer {
  private final Tokenizer tokenizer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** Those of an unfinished character, then those of a new token. */
  private ByteBuffer bytes = ByteBuffer.allocate(64);

  /** Room for a character a byte: there are never more. */
  private CharBuffer characters = CharBuffer.allocate(64);

  /** Control tokens that are spelled out, sorted. */
  private final int[] shown;

  /** Starts a stream of tokens of this tokenizer, control tokens left out. */
  public Detokenizer(Tokenizer tokenizer) {
    this(tokenizer, Set.of());
  }

  /** The same with these control tokens spelled out. */
  public Detokenizer(Tokenizer tokenizer, Set<Integer> shown) {
    this.tokenizer = tokenizer;
    this.shown = shown.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /**
   * Takes the next token.
   *
   * @param text gets what is certain now, which may be nothing; malformed bytes are U+FFFD
   * @throws IndexOutOfBoundsException if the vocabulary has no such token
   */
  public void accept(int id, StringBuilder text) {
    if (shown.length > 0 && Arrays.binarySearch(shown, id) >= 0) {
      finish(text);
      text.append(tokenizer.piece(id));
      return;
    }
    var most = bytes.position() + tokenizer.spelledLength(id);
    if (most > bytes.capacity()) {
      bytes = ByteBuffer.allocate(2 * most).put(bytes.flip());
      characters = CharBuffer.allocate(2 * most);
    }
    bytes.position(tokenizer.write(id, bytes.array(), bytes.position()));
    decode(false, text);
  }

  /** Ends the stream: what is held back, as U+FFFD, since the rest of it never came. */
  public void finish(StringBuilder text) {
    decode(true, text);
    decoder.reset();
  }

  private void decode(boolean end, StringBuilder text) {
    decoder.decode(bytes.flip(), characters, end);
    bytes.compact();
    text.append(characters.array(), 0, characters.position());
    characters.clear();
  }
}
