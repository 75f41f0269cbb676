package dev.brisk.server.respond;

import dev.brisk.engine.tokenizer.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers by which tokens a model wrote its latest answers. A text can be said by many sequences
 * of tokens, and a model does not always choose the one that a tokenizer would; so a conversation
 * that goes on from an answer is given the answer's own tokens. It then says what was really
 * written, and the keys and values of all of it are found in the prefix cache. Safe for use by many
 * threads.
 */
final class KnownOutputs {
  /** The most tokens that are remembered, and about how many answers. */
  private static final int TOKENS = 1 << 18;

  private static final int ANSWERS = 512;

  private static final long SEED = 1;

  private final Tokenizer tokenizer;

  /**
   * Tokens of an answer by its prompt, the oldest first. Tokens can go over the border between the
   * two, but not over a control token; so what the prompt has behind its last one is part of the
   * answer here.
   */
  private final Map<Long, int[]> byPrompt = new LinkedHashMap<>();

  private int size;

  KnownOutputs(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Remembers what the model wrote after a prompt. */
  synchronized void add(int[] prompt, int[] output) {
    int border = prompt.length;
    while (border > 0 && !tokenizer.isControl(prompt[border - 1])) {
      border--;
    }
    var all = new TokenList();
    all.add(prompt, border, prompt.length);
    all.add(output);
    var written = all.toArray();
    long key = hash(prompt, border);
    forget(key);
    byPrompt.put(key, written);
    size += written.length;
    while (size > TOKENS || byPrompt.size() > ANSWERS) {
      forget(byPrompt.keySet().iterator().next());
    }
  }

  private void forget(long key) {
    var old = byPrompt.remove(key);
    if (old != null) {
      size -= old.length;
    }
  }

  /** The same text with the tokens that the model wrote, wherever it wrote some of it. */
  synchronized int[] restore(int[] prompt) {
    var out = new TokenList();
    long hash = SEED;
    int at = 0;
    while (at < prompt.length) {
      var written = byPrompt.get(hash);
      var match = written == null ? Optional.<Match>empty() : match(written, prompt, at);
      if (match.isPresent()) {
        var tokens = match.get().tokens();
        out.add(tokens);
        for (int token : tokens) {
          hash = next(hash, token);
        }
        at = match.get().end();
      } else {
        out.add(prompt[at]);
        hash = next(hash, prompt[at]);
        at++;
      }
    }
    return out.toArray();
  }

  /**
   * Tokens in place of those of a prompt.
   *
   * @param end behind the last token of the prompt that they stand for
   */
  // Compared by nobody.
  @SuppressWarnings("ArrayRecordComponent")
  private record Match(int[] tokens, int end) {}

  /** As much of what was written as is the same text as the prompt has from {@code from} on. */
  private Optional<Match> match(int[] written, int[] prompt, int from) {
    var there = new Reading(prompt, from);
    int count = 0;
    int borderCount = 0;
    int borderEnd = from;
    while (count < written.length && there.reads(written[count])) {
      count++;
      if (there.rest().length == 0) {
        borderCount = count;
        borderEnd = there.end();
      }
    }
    var rest = text(there.rest());
    if (rest.isPresent()) {
      var all = new TokenList();
      all.add(written, 0, count);
      all.add(tokenizer.encode(rest.get()));
      return count == 0 ? Optional.empty() : Optional.of(new Match(all.toArray(), there.end()));
    }
    return borderCount == 0
        ? Optional.empty()
        : Optional.of(new Match(Arrays.copyOf(written, borderCount), borderEnd));
  }

  /** The text of some bytes; empty if they are none. */
  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Reads the text of a prompt byte by byte. */
  private final class Reading {
    private final int[] prompt;
    private int at;
    private byte[] bytes = {};
    private int used;

    Reading(int[] prompt, int from) {
      this.prompt = prompt;
      this.at = from;
    }

    /** Goes behind the text of a token, if it is what comes next. */
    boolean reads(int token) {
      if (tokenizer.isControl(token)) {
        if (used == bytes.length && at < prompt.length && prompt[at] == token) {
          at++;
        }
        // Else it was written and left out of the text.
        return true;
      }
      int atBefore = at;
      var bytesBefore = bytes;
      int usedBefore = used;
      for (byte wanted : tokenizer.bytes(token)) {
        if ((used == bytes.length && !opens()) || bytes[used] != wanted) {
          at = atBefore;
          bytes = bytesBefore;
          used = usedBefore;
          return false;
        }
        used++;
      }
      return true;
    }

    /** Takes up the prompt's next token; false if that has no text, or there is none. */
    private boolean opens() {
      if (at == prompt.length || tokenizer.isControl(prompt[at])) {
        return false;
      }
      bytes = tokenizer.bytes(prompt[at++]);
      used = 0;
      return bytes.length > 0;
    }

    /** What is left of the last token that was taken up. */
    byte[] rest() {
      return Arrays.copyOfRange(bytes, used, bytes.length);
    }

    /** Behind the last token that was taken up. */
    int end() {
      return at;
    }
  }

  private static long hash(int[] tokens, int length) {
    long hash = SEED;
    for (int i = 0; i < length; i++) {
      hash = next(hash, tokens[i]);
    }
    return hash;
  }

  private static long next(long hash, int token) {
    long mixed = (hash ^ token) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
