package dev.brisk.e2e;

/** Texts that the built-in model is known to edit right. */
final class Samples {
  private Samples() {}

  static final String RENAME = "rename sum to total";

  /** The command that has the model rename, in lines 3 to 7 of a basket, whatever Brisk knows. */
  static String[] byModel(String file, String how) {
    return new String[] {"edit", file, "--lines", "3:7", RENAME, "--no-direct", "--force", how};
  }

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
