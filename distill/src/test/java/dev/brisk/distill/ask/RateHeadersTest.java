package dev.brisk.distill.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static HttpHeaders headers(String... pairs) {
    var map = new TreeMap<String, List<String>>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], List.of(pairs[i + 1]));
    }
    return HttpHeaders.of(Map.copyOf(map), (name, value) -> true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | PT3S",
        "0.25 | PT0.25S",
        "20ms | PT0.02S",
        "6m0s | PT6M",
        "1h2m3.5s | PT1H2M3.5S",
        "Fri, 02 Jan 2026 03:05:05 GMT | PT1M",
        "2026-01-02T03:04:35Z | PT30S",
        "1767323075 | PT30S",
        "1767323075000 | PT30S",
        "Fri, 02 Jan 2026 03:04:00 GMT | PT0S"
      })
  void reads_spans_and_dates(String text, Duration span) {
    assertThat(RateHeaders.span(text, NOW)).contains(span);
  }

  @Test
  void passes_over_what_it_does_not_know() {
    assertThat(RateHeaders.span("soon", NOW)).isEmpty();
    assertThat(RateHeaders.retryAfter(headers(), NOW)).isEmpty();
  }

  @Test
  void takes_the_reset_of_the_limit_of_which_nothing_is_left() {
    var headers =
        headers(
            "x-ratelimit-remaining-requests",
            "59",
            "x-ratelimit-reset-requests",
            "1h",
            "x-ratelimit-remaining-tokens",
            "0",
            "x-ratelimit-reset-tokens",
            "7s");

    assertThat(RateHeaders.exhausted(headers, NOW)).contains(Duration.ofSeconds(7));
    assertThat(RateHeaders.retryAfter(headers, NOW)).contains(Duration.ofSeconds(7));
  }
}
