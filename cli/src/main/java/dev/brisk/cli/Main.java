package dev.brisk.cli;

/** The command {@code brisk}, as the launcher starts it. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var surroundings = Surroundings.ofProcess();
    int code = Brisk.run(surroundings, args);
    surroundings.out().flush();
    surroundings.err().flush();
    System.exit(code);
  }
}
