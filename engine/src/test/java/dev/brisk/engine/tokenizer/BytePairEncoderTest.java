package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

/** The queue against the definition: look for the best pair again and again. */
class BytePairEncoderTest {
  private static final String WHOLE = "(?s).++";

  @Property(tries = 500)
  void merging_follows_the_definition(
      @ForAll Random random,
      @ForAll @StringLength(max = 80) @CharRange(from = 'a', to = 'd') String text) {
    var vocabulary = SmallVocabulary.ofBytes();
    var pieces = new ArrayList<>(List.of("a", "b", "c", "d"));
    for (var i = 0; i < 30; i++) {
      var left = pieces.get(random.nextInt(pieces.size()));
      var right = pieces.get(random.nextInt(pieces.size()));
      vocabulary.merge(left + " " + right);
      pieces.add(left + right);
    }
    var expected = byDefinition(text, vocabulary);
    assertThat(vocabulary.pattern(WHOLE).build().encode(text)).containsExactly(expected);
  }

  @Property
  void a_word_from_the_cache_is_the_same(
      @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'd') String word) {
    var vocabulary = SmallVocabulary.english().pattern(WHOLE);
    var expected = byDefinition(word, vocabulary);
    var tokenizer = vocabulary.build();
    assertThat(tokenizer.encode(word)).containsExactly(expected);
    assertThat(tokenizer.encode(word)).containsExactly(expected);
  }

  private static int[] byDefinition(String text, SmallVocabulary vocabulary) {
    var symbols = new ArrayList<String>();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      symbols.add(ByteAlphabet.spell(new byte[] {b}));
    }
    while (true) {
      var best = Integer.MAX_VALUE;
      var at = -1;
      for (var i = 0; i + 1 < symbols.size(); i++) {
        var rank = vocabulary.merges.indexOf(symbols.get(i) + " " + symbols.get(i + 1));
        if (rank >= 0 && rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        return symbols.stream().mapToInt(vocabulary.tokens::lastIndexOf).toArray();
      }
      symbols.set(at, symbols.get(at) + symbols.remove(at + 1));
    }
  }
}
