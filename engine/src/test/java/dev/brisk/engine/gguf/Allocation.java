package dev.brisk.engine.gguf;

/**
 * How many bytes a thread has allocated, and how long it has run. The engine's module does not read
 * {@code java.management}, hence the reflection.
 */
public final class Allocation {
  private Allocation() {}

  /** Bytes that the current thread has allocated since it started. */
  public static long ofCurrentThread() {
    return ask("com.sun.management.ThreadMXBean", "getCurrentThreadAllocatedBytes");
  }

  /** Nanoseconds for which the current thread has had a processor. */
  public static long timeOfCurrentThread() {
    return ask("java.lang.management.ThreadMXBean", "getCurrentThreadCpuTime");
  }

  private static long ask(String type, String question) {
    try {
      var bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return (long) Class.forName(type).getMethod(question).invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
