package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.wire.api.StateDir;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServerLockTest {
  @TempDir private Path folder;

  @Test
  void a_second_server_waits_for_one_that_leaves() throws Exception {
    var state = new StateDir(folder);
    var first = ServerLock.acquire(state);
    var second = new FutureTask<>(() -> ServerLock.acquire(state));
    var thread = Thread.ofPlatform().start(second);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(second.isDone()).isFalse();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    first.close();
    second.get().close();
  }

  @Test
  void a_server_that_stays_keeps_others_out() throws Exception {
    var state = new StateDir(folder);
    try (var _ = ServerLock.acquire(state)) {
      assertThatThrownBy(() -> ServerLock.acquire(state))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("brisk stop");
    }
  }
}
