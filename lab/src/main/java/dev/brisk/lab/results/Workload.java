package dev.brisk.lab.results;

/**
 * What was asked.
 *
 * @param name such as {@code edits}
 * @param detail what else decides what is asked of each case, such as {@code span+3}; else empty
 * @param sha256 of the file of its cases, in hexadecimal digits; empty where there is no file
 * @param cases how many there are
 */
public record Workload(String name, String detail, String sha256, int cases) {
  /** One that its name and its cases say all about. */
  public Workload(String name, String sha256, int cases) {
    this(name, "", sha256, cases);
  }

  /** Name and detail. */
  public String words() {
    return detail.isEmpty() ? name : name + " by " + detail;
  }
}
