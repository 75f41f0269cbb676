package dev.brisk.engine;

/** Which kernels compute. */
public enum KernelChoice {
  /** The fastest that this machine has. */
  AUTO,
  /** The Vector API; an error where it is absent. */
  VECTOR,
  /** Plain Java: slow, the same everywhere. */
  SCALAR
}
