package dev.brisk.distill.eval;

import java.util.Arrays;

/**
 * How many characters were removed and added between two texts, at least: the edit distance without
 * substitutions, after Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 */
public final class ChangedCharacters {
  private ChangedCharacters() {}

  /** 0 for equal texts, at most the sum of the lengths. */
  public static int between(String before, String after) {
    var n = before.length();
    var m = after.length();
    var reach = new int[2 * (n + m) + 3];
    var zero = n + m + 1;
    Arrays.fill(reach, 0);
    for (var d = 0; d <= n + m; d++) {
      for (var k = -d; k <= d; k += 2) {
        var down = k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
        var x = down ? reach[zero + k + 1] : reach[zero + k - 1] + 1;
        while (x < n && x - k < m && before.charAt(x) == after.charAt(x - k)) {
          x++;
        }
        reach[zero + k] = x;
        if (x >= n && x - k >= m) {
          return d;
        }
      }
    }
    throw new AssertionError("the distance is at most the sum of the lengths");
  }
}
