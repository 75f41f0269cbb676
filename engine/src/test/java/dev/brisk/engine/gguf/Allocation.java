package dev.brisk.engine.gguf;

import java.util.List;

/**
 * How many bytes threads have allocated since they started, and how long one has run. The engine's
 * module does not read {@code java.management}, hence the reflection.
 */
public final class Allocation {
  private Allocation() {}

  /** Bytes that the current thread has allocated. */
  public static long ofCurrentThread() {
    return ofThreads(List.of(Thread.currentThread()));
  }

  /** The sum over platform threads that are alive. */
  public static long ofThreads(List<Thread> threads) {
    long sum = 0;
    for (var thread : threads) {
      sum += ask("com.sun.management.ThreadMXBean", "getThreadAllocatedBytes", thread.threadId());
    }
    return sum;
  }

  /** Nanoseconds for which the current thread has had a processor. */
  public static long timeOfCurrentThread() {
    long id = Thread.currentThread().threadId();
    return ask("java.lang.management.ThreadMXBean", "getThreadCpuTime", id);
  }

  private static long ask(String type, String question, long thread) {
    try {
      var bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return (long) Class.forName(type).getMethod(question, long.class).invoke(bean, thread);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
