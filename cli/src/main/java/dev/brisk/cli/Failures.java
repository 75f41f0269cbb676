package dev.brisk.cli;

import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells a person, or a program that asked for JSON, why a command failed. What was not foreseen
 * goes to a log file with its stack trace, and the person gets the file's name.
 *
 * @param json whether a program asked for JSON
 */
record Failures(Surroundings surroundings, boolean json) {

  /** Reports a failure and returns the exit code. */
  int report(Throwable thrown) {
    var failure = Brisk.foreseen(thrown);
    if (failure.code().equals("internal_error")) {
      failure = CommandFailure.failed(failure.code(), unforeseen(thrown));
    }
    if (json) {
      var out = new JsonWriter().beginObject().name("error").beginObject();
      out.member("code", failure.code()).member("message", failure.sentence());
      failure.line().ifPresent(line -> out.member("line", line));
      surroundings.out().println(out.endObject().endObject());
    } else {
      surroundings.out().flush();
      surroundings.err().println("brisk: " + failure.sentence());
    }
    return failure.exitCode();
  }

  private String unforeseen(Throwable thrown) {
    var what = "Something unexpected happened (" + thrown.getClass().getSimpleName() + ")";
    return log(thrown)
        .map(file -> what + "; nothing more was done, and the details are in " + file + ".")
        .orElse(what + "; nothing more was done, and the state folder takes no log.");
  }

  private Optional<Path> log(Throwable thrown) {
    try {
      var text = new StringWriter();
      text.append(Instant.now() + " brisk " + Version.number() + "\n");
      thrown.printStackTrace(new PrintWriter(text, true));
      var file = surroundings.stateDir().create().path().resolve("brisk.log");
      Files.writeString(
          file, text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.of(file);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
