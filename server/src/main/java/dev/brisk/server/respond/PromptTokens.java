package dev.brisk.server.respond;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Trim;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.RefusedException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes tokens of the parts of a prompt; tokenizes no more of a long text than its trim keeps. */
final class PromptTokens {
  /** Characters a kept token is first taken to need; more are looked at if that was too few. */
  private static final int CHARACTERS_A_TOKEN = 16;

  /** Tokens at a cut that may differ from those of the whole text, and are not used. */
  private static final int MARGIN = 16;

  private final Tokenizer tokenizer;
  private final TokenList all = new TokenList();

  PromptTokens(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  PromptTokens add(List<Part> parts) {
    for (var part : parts) {
      switch (part) {
        case Part.Special(var token) -> all.add(special(token));
        case Part.Text(var text, var trim) -> all.add(trim(text, trim));
      }
    }
    return this;
  }

  PromptTokens add(int token) {
    all.add(token);
    return this;
  }

  int[] tokens() {
    return all.toArray();
  }

  Set<Integer> specials(List<String> texts) {
    var ids = new HashSet<Integer>();
    for (var text : texts) {
      ids.add(special(text));
    }
    return ids;
  }

  private int special(String token) {
    return tokenizer
        .id(token)
        .orElseThrow(
            () ->
                new RefusedException(
                    "format_unsupported",
                    "The model does not know the token "
                        + token
                        + " of this format; choose another format or another model."));
  }

  private int[] trim(String text, Trim trim) {
    return switch (trim) {
      case Trim.None none -> tokenizer.encode(text);
      case Trim.KeepFirst(int keep) -> keep(text, keep, true);
      case Trim.KeepLast(int keep) -> keep(text, keep, false);
    };
  }

  private int[] keep(String text, int keep, boolean first) {
    if (keep == 0) {
      return new int[0];
    }
    for (long window = 256L + (long) keep * CHARACTERS_A_TOKEN; ; window *= 4) {
      boolean all = window >= text.length();
      var part =
          all
              ? text
              : first
                  ? text.substring(0, (int) window)
                  : text.substring(text.length() - (int) window);
      int[] ids = tokenizer.encode(part);
      if (ids.length <= keep && all) {
        return ids;
      }
      if (all || ids.length >= keep + MARGIN) {
        return first
            ? Arrays.copyOf(ids, keep)
            : Arrays.copyOfRange(ids, ids.length - keep, ids.length);
      }
    }
  }
}
