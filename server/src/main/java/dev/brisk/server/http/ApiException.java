package dev.brisk.server.http;

/** Ends the handling of a request with an error for the client. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  ApiException(ApiError error) {
    super(error.message());
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
