package dev.brisk.server.respond;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Trim;
import dev.brisk.engine.tokenizer.FillInTheMiddle;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Ask;
import java.util.ArrayList;
import java.util.List;

/**
 * A question for what is missing between two texts, with a model's own tokens for it and in the
 * order in which llama.cpp writes them ({@code format_prompt_infill}):
 *
 * <pre>
 * [REPO]myproject
 * [FILE]name of another file
 * its text …
 * [FILE]filename
 * [PREFIX]text before[SUFFIX]text after[MIDDLE]
 * </pre>
 *
 * Where a model has no token between files, a line of dashes stands there. Unlike llama.cpp, the
 * token that begins a text is always the first.
 *
 * <p>What is too long is left out: whole other files first, the first ones before the last; then
 * the suffix from its end and the prefix from its beginning. The shares are fixed, and the prefix
 * is cut in large pieces, so that the next prompt, one keystroke later, begins with the same
 * tokens.
 *
 * @param cut whether something was left out
 */
record InfillPrompt(PreparedPrompt.Tokens prompt, boolean cut) {
  /**
   * Tokens that the text around the gap may take, as many as with llama.cpp's usual batch: what
   * stands further away helps little, and all of it is to be read while a person types.
   */
  private static final int LOCAL = 2048;

  /** Output tokens that there is always room for, if the context is not tiny. */
  private static final int OUTPUT = 256;

  /** How many tokens are cut from the prefix at a time. */
  private static final int PIECE = 128;

  /** Characters of a text that are looked at, for each token that it may have. */
  private static final int CHARACTERS_A_TOKEN = 12;

  private static final String BETWEEN = "\n\n--- snippet ---\n\n";

  /** How prompts of one model are written. */
  record Writer(Tokenizer tokenizer, FillInTheMiddle marks, int contextLength) {
    /**
     * @param maxTokens most output tokens; the context's quarter is kept free at most
     */
    InfillPrompt write(Ask.Infill ask, int maxTokens) {
      int free = Math.min(contextLength / 4, Math.max(OUTPUT, maxTokens));
      // The marks, the names of the project and of the file, and a token to begin with.
      var head = head();
      var name = name();
      int room = Math.max(0, contextLength - 1 - free - head.length - name.length - 3);
      int local = Math.min(LOCAL, ask.extra().isEmpty() ? room : room - room / 4);
      var suffix = first(ask.suffix(), local);
      var prefix = last(ask.prefix(), local);
      int suffixTake = Math.min(suffix.length, Math.max(local / 4, local - prefix.length));
      int prefixTake = Math.min(prefix.length, local - suffixTake);
      if (prefixTake < prefix.length) {
        int drop = Math.ceilDiv(prefix.length - prefixTake, PIECE) * PIECE;
        prefixTake = Math.max(0, prefix.length - drop);
      }
      var files = new Files(room - local);
      for (var extra : ask.extra().reversed()) {
        files.add(file(extra));
      }
      var tokens = new TokenList();
      tokens.add(head);
      files.write(tokens);
      tokens.add(name);
      tokens.add(marks.prefix());
      tokens.add(prefix, prefix.length - prefixTake, prefix.length);
      tokens.add(marks.suffix());
      tokens.add(suffix, 0, suffixTake);
      tokens.add(marks.middle());
      boolean cut =
          files.full
              || prefixTake < prefix.length
              || suffixTake < suffix.length
              || ask.prefix().length() > characters(local)
              || ask.suffix().length() > characters(local);
      return new InfillPrompt(
          new PreparedPrompt.Tokens(tokens.toArray(), tokenizer.endOfGeneration()), cut);
    }

    private int[] head() {
      var tokens = new TokenList();
      if (tokenizer.addsBos()) {
        tokenizer.bos().ifPresent(tokens::add);
      }
      marks
          .repository()
          .ifPresent(
              mark -> {
                tokens.add(mark);
                tokens.add(tokenizer.encode("myproject\n"));
              });
      return tokens.toArray();
    }

    /** Of the file with the gap; clients do not say it. */
    private int[] name() {
      var tokens = new TokenList();
      marks
          .separator()
          .ifPresent(
              mark -> {
                tokens.add(mark);
                tokens.add(tokenizer.encode("filename\n"));
              });
      return tokens.toArray();
    }

    private int[] file(Ask.Extra extra) {
      var tokens = new TokenList();
      if (marks.separator().isPresent()) {
        tokens.add(marks.separator().getAsInt());
        tokens.add(tokenizer.encode(extra.path() + "\n"));
      } else {
        tokens.add(tokenizer.encode(BETWEEN));
      }
      tokens.add(first(extra.text(), contextLength));
      return tokens.toArray();
    }

    private int[] first(String text, int most) {
      var part = text.substring(0, (int) Math.min(text.length(), characters(most)));
      return new PromptTokens(tokenizer)
          .add(List.of(new Part.Text(part, new Trim.None())))
          .tokens();
    }

    /** The end of a long text from a place that stays the same while a person types. */
    private int[] last(String text, int most) {
      long over = text.length() - characters(most);
      int from = over <= 0 ? 0 : (int) Math.min(text.length(), (over / 4096 + 1) * 4096);
      return tokenizer.encode(text.substring(from));
    }

    private static long characters(int tokens) {
      return (long) tokens * CHARACTERS_A_TOKEN;
    }
  }

  /** Other files, as many of the last ones as there is room for. */
  private static final class Files {
    private final List<int[]> kept = new ArrayList<>();
    private int room;
    private boolean full;

    Files(int room) {
      this.room = room;
    }

    void add(int[] file) {
      full |= file.length > room;
      if (!full) {
        kept.addFirst(file);
        room -= file.length;
      }
    }

    void write(TokenList to) {
      kept.forEach(to::add);
    }
  }
}
