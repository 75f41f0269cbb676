package dev.brisk.engine.fuzz;

import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.ValueType;
import dev.brisk.engine.tokenizer.SmallVocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A file in order whose metadata of the tokenizer is wrong in some ways, and right in others. */
final class BrokenVocabulary {
  private static final String PREFIX = "tokenizer.ggml.";
  private static final List<String> ROLES =
      List.of(
          "bos", "eos", "eot", "eom", "unknown", "fim_pre", "fim_suf", "fim_mid", "fim_pad",
          "prefix", "suffix", "middle");
  private static final float[] SCORES = {
    0, -1, 1, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
  };

  private final Random random;
  private final GgufWriter writer = new GgufWriter();
  private final List<String> tokens = new ArrayList<>();

  BrokenVocabulary(Random random) {
    this.random = random;
  }

  byte[] file() {
    var sentencePiece = random.nextBoolean();
    if (!rarely()) {
      writer.put(PREFIX + "model", rarely() ? text() : sentencePiece ? "llama" : "gpt2");
    }
    tokens(sentencePiece);
    if (!rarely()) {
      writer.putStrings(PREFIX + "tokens", tokens);
    } else if (rarely()) {
      writer.put(PREFIX + "tokens", text());
    }
    if (!rarely()) {
      var kind = random.nextInt(9) - 1;
      integers("token_type", () -> random.nextInt(3) == 0 ? kind : random.nextInt(9) - 1);
    }
    if (sentencePiece || rarely()) {
      var scores = new ArrayList<Float>();
      for (var i = somewhat(tokens.size()); i > 0; i--) {
        scores.add(rarely() ? SCORES[random.nextInt(SCORES.length)] : random.nextInt(50) - 40f);
      }
      writer.putFloats(PREFIX + "scores", scores);
    }
    if (!sentencePiece || rarely()) {
      var merges = new ArrayList<String>();
      for (var i = random.nextInt(200); i > 0; i--) {
        merges.add(seldom() ? text() : token() + " " + token());
      }
      writer.putStrings(PREFIX + "merges", merges);
    }
    roles();
    if (!sentencePiece || rarely()) {
      var names = SmallVocabulary.preTokenizers();
      var known = names.get(random.nextInt(names.size()));
      writer.put(PREFIX + "pre", seldom() ? text() : known);
    }
    if (rarely()) {
      writer.put("brisk.tokenizer.pattern", rarely() ? text() : new AnyPattern(random).toString());
    }
    return writer.toBytes();
  }

  private void tokens(boolean sentencePiece) {
    if (!rarely()) {
      for (var b = 0; b < 256; b++) {
        tokens.add(sentencePiece ? "<0x%02X>".formatted(b) : SmallVocabulary.spelled(b));
      }
    }
    for (var i = random.nextInt(300); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> tokens.add(text());
        case 1 -> tokens.add("a".repeat(random.nextInt(300)));
        case 2 -> tokens.add(token() + token());
        case 3 -> tokens.add(token());
        default ->
            tokens.add("abc".substring(random.nextInt(3)) + (char) ('a' + random.nextInt(3)));
      }
    }
  }

  private void roles() {
    for (var role : ROLES) {
      var key = PREFIX + role + "_token_id";
      if (!rarely()) {
        continue;
      }
      switch (random.nextInt(5)) {
        case 0 -> writer.put(key, random.nextInt());
        case 1 -> writer.put(key, ValueType.UINT32, 0xFFFF_FFFFL);
        case 2 -> writer.put(key, text());
        default -> writer.put(key, random.nextInt(tokens.size() + 1));
      }
    }
    for (var key : List.of("add_bos_token", "add_eos_token", "add_space_prefix")) {
      if (rarely()) {
        writer.put(PREFIX + key, random.nextBoolean());
      }
    }
  }

  private void integers(String key, Supplier<Integer> value) {
    var values = new ArrayList<Integer>();
    for (var i = somewhat(tokens.size()); i > 0; i--) {
      values.add(value.get());
    }
    if (rarely()) {
      writer.putArray(PREFIX + key, ValueType.UINT8, values.stream().map(v -> v & 0xFF).toList());
    } else {
      writer.putIntegers(PREFIX + key, values);
    }
  }

  /** Mostly as many. */
  private int somewhat(int count) {
    return seldom() ? random.nextInt(2 * count + 1) : count;
  }

  private String token() {
    return tokens.isEmpty() ? "a" : tokens.get(random.nextInt(tokens.size()));
  }

  private String text() {
    var text = AnyText.make(random);
    return text.substring(0, Math.min(text.length(), random.nextInt(400)));
  }

  private boolean seldom() {
    return random.nextInt(36) == 0;
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }
}
