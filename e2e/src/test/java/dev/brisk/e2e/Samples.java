package dev.brisk.e2e;

/** Texts that the built-in model is known to edit right. */
final class Samples {
  private Samples() {}

  static final String RENAME = "rename sum to total";

  /** Lines 3 to 7 are a method's body. */
  static final String BASKET =
      """
      class Basket {
        int price(int[] prices) {
          int sum = 0;
          for (int price : prices) {
            sum += price;
          }
          return sum;
        }
      }
      """;

  static final String RENAMED = BASKET.replace("sum", "total");
}
