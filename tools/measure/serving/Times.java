import java.util.Arrays;
import java.util.Locale;

/** Times in nanoseconds; safe for use by many threads. */
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  synchronized int count() {
    return count;
  }

  /** The nearest rank, in milliseconds; NaN if there is nothing. */
  synchronized double quantile(double q) {
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(q * count) - 1)] / 1e6;
  }

  String quantiles() {
    return String.format(
        Locale.ROOT,
        "p50 %.3f ms, p95 %.3f ms, p99 %.3f ms, most %.3f ms of %,d",
        quantile(0.5),
        quantile(0.95),
        quantile(0.99),
        quantile(1),
        count);
  }
}
