package dev.brisk.distill.ask;

import java.io.IOException;

/** Asking cannot go on; the message is one sentence that says why and what to do. */
public final class TeacherException extends IOException {
  private static final long serialVersionUID = 1L;

  TeacherException(String message) {
    super(message);
  }

  TeacherException(String message, Throwable cause) {
    super(message, cause);
  }
}
