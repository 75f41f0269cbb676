package dev.brisk.server.scripted;

/** A script that cannot be read; the message is one sentence that names file and line. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(String sentence) {
    super(sentence);
  }

  ScriptException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
