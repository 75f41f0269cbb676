package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StopMatcherTest {
  @Property
  void findsTheFirstStopHoweverTheTextIsCut(
      @ForAll("texts") String text, @ForAll("stops") List<String> stops, @ForAll("cuts") int cut) {
    var matcher = new StopMatcher(stops);
    var out = new StringBuilder();
    for (int i = 0; i < text.length() && !matcher.stopped(); i += cut) {
      matcher.input().append(text, i, Math.min(text.length(), i + cut));
      matcher.release(out);
    }
    int first = stops.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
    if (first < 0) {
      assertThat(matcher.stopped()).isFalse();
      matcher.finish(out);
      assertThat(out.toString()).isEqualTo(text);
    } else {
      assertThat(matcher.stopped()).isTrue();
      // Of stops that overlap, the one that is complete first wins.
      assertThat(text).startsWith(out);
      assertThat(out.length()).isGreaterThanOrEqualTo(first);
      assertThat(stops).anyMatch(s -> text.startsWith(s, out.length()));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab\n").ofMaxLength(30);
  }

  @Provide
  Arbitrary<List<String>> stops() {
    return Arbitraries.strings()
        .withChars("ab\n")
        .ofMinLength(1)
        .ofMaxLength(4)
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 5);
  }
}
