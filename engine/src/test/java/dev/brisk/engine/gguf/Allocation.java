package dev.brisk.engine.gguf;

/**
 * How many bytes a thread has allocated. The engine's module does not read {@code java.management},
 * hence the reflection.
 */
final class Allocation {
  private Allocation() {}

  /** Bytes that the current thread has allocated since it started. */
  static long ofCurrentThread() {
    try {
      var bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return (long)
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes")
              .invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
