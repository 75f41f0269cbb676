package dev.brisk.engine;

/** Why a response ended. */
public enum FinishReason {
  /** The model wrote a stop token. */
  STOP,
  /** One of the request's stop strings appeared; it and what follows it is not in the text. */
  STOP_STRING,
  /** The output reached its limit or the context is full. */
  LENGTH,
  /** The request's {@link CancelToken} was set. */
  CANCELLED,
  /** The engine failed or was closed. */
  FAILED
}
