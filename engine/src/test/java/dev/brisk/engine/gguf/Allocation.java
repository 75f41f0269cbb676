package dev.brisk.engine.gguf;

import java.util.List;

/**
 * How many bytes threads have allocated since they started. The engine's module does not read
 * {@code java.management}, hence the reflection.
 */
public final class Allocation {
  private Allocation() {}

  static long ofCurrentThread() {
    return ofThreads(List.of(Thread.currentThread()));
  }

  /** The sum over platform threads that are alive. */
  public static long ofThreads(List<Thread> threads) {
    try {
      var bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      var allocated =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
      long sum = 0;
      for (var thread : threads) {
        sum += (long) allocated.invoke(bean, thread.threadId());
      }
      return sum;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
