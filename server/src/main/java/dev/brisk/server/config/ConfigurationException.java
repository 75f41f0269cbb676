package dev.brisk.server.config;

/** A configuration that cannot be used; the message is one sentence that names file and line. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String sentence) {
    super(sentence);
  }

  public ConfigurationException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
