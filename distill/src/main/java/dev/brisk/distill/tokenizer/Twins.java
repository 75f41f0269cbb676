package dev.brisk.distill.tokenizer;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Tokens that are another one with a space before it. */
public final class Twins {
  private Twins() {}

  /** From the token with the space to the one without. */
  public static Map<Integer, Integer> of(Path vocabulary) {
    try (var file = GgufFile.open(vocabulary)) {
      var tokenizer = Tokenizer.of(file.metadata());
      var ids = new HashMap<String, Integer>();
      for (var id = 0; id < tokenizer.size(); id++) {
        ids.put(new String(tokenizer.bytes(id), StandardCharsets.ISO_8859_1), id);
      }
      var result = new HashMap<Integer, Integer>();
      ids.forEach(
          (text, id) -> {
            var other =
                text.length() > 1 && text.startsWith(" ") ? ids.get(text.substring(1)) : null;
            if (other != null) {
              result.put(id, other);
            }
          });
      return result;
    }
  }
}
