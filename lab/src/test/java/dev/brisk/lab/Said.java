package dev.brisk.lab;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command in this process and keeps what it said last. */
public final class Said {
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** The exit code. */
  public int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }

  /** The first line of the output that begins with {@code start}. */
  public String line(String start) {
    return out().lines().filter(l -> l.startsWith(start)).findFirst().orElse("");
  }
}
