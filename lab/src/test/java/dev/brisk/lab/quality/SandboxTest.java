package dev.brisk.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  private static final long MIB = 1L << 20;
  private static final Limits TIGHT = new Limits(5, 2, 512 * MIB, MIB, 4 * MIB, 16);

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void find() {
    var found = Sandbox.find();
    assumeTrue(found.isPresent(), "there is no unshare or prlimit");
    Python.assume();
    sandbox = found.get();
  }

  @Test
  void a_program_runs_in_a_folder_with_its_files_and_its_output_is_kept() throws Exception {
    Files.writeString(folder.resolve("data.txt"), "42");
    var exit = python("print(open('data.txt').read())");
    assertThat(exit.ok()).isTrue();
    assertThat(exit.output()).isEqualTo("42");
  }

  @Test
  void a_program_that_computes_for_ever_is_ended() throws Exception {
    var exit = python("while True: pass");
    assertThat(exit.ok()).isFalse();
    assertThat(exit.timedOut()).as("the CPU limit comes first").isFalse();
  }

  @Test
  void a_program_that_waits_for_ever_is_ended() throws Exception {
    assertThat(python("import time\nwhile True: time.sleep(1)").timedOut()).isTrue();
  }

  @Test
  void a_program_that_wants_much_memory_gets_an_error() throws Exception {
    var exit = python("x = bytearray(1 << 30)");
    assertThat(exit.ok()).isFalse();
    assertThat(exit.output()).contains("MemoryError");
  }

  @Test
  void a_program_that_forks_and_forks_is_refused_and_nothing_of_it_stays() throws Exception {
    var exit =
        python(
            """
            import os, time, sys
            children = 0
            try:
                for i in range(200):
                    if os.fork() == 0:
                        time.sleep(60)
                    children += 1
            except OSError:
                print('refused', children < 100, flush=True)
                os._exit(3)
            """);
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.output()).isEqualTo("refused True");
  }

  @Test
  void a_program_that_writes_much_is_stopped() throws Exception {
    var exit =
        python(
            """
            import os
            with open('big', 'wb') as f:
                for i in range(64):
                    f.write(bytes(1 << 20))
                    f.flush()
            """);
    assertThat(exit.ok()).isFalse();
    assertThat(folder.resolve("big").toFile().length()).isLessThanOrEqualTo(MIB);
  }

  @Test
  void a_program_that_prints_much_is_stopped() throws Exception {
    assertThat(python("while True: print('x' * 1000)").ok()).isFalse();
  }

  @Test
  void a_program_that_writes_many_files_fills_only_its_own_disk() throws Exception {
    assumeTrue(sandbox.networkCutOff(), "there are no namespaces here");
    var exit =
        python(
            """
            for i in range(64):
                with open('/tmp/file%d' % i, 'wb') as f:
                    f.write(bytes(1 << 19))
            """);
    assertThat(exit.ok()).isFalse();
    assertThat(exit.output()).contains("No space left");
    assertThat(Path.of("/tmp/file0")).doesNotExist();
  }

  @Test
  void a_program_that_opens_a_socket_reaches_nobody() throws Exception {
    assumeTrue(sandbox.networkCutOff(), "there are no namespaces here");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var exit =
          python(
              "import socket\nsocket.create_connection(('127.0.0.1', %d), 2)"
                  .formatted(server.getLocalPort()));
      assertThat(exit.ok()).isFalse();
      assertThat(exit.output()).contains("Error");
    }
  }

  @Test
  void every_sort_that_works_here_runs_programs_and_holds_their_limits() throws Exception {
    for (var one : Sandbox.working().toList()) {
      sandbox = one;
      assertThat(python("print(6 * 7)").output()).isEqualTo("42");
      assertThat(python("x = bytearray(1 << 30)").output()).contains("MemoryError");
      assertThat(python("while True: pass").ok()).isFalse();
      assertThat(python("while True: print('x' * 1000)").ok()).isFalse();
    }
  }

  @Test
  void every_sort_with_namespaces_keeps_the_files_of_this_machine_as_they_are() throws Exception {
    var home = Path.of(System.getProperty("user.home"));
    assumeTrue(Files.isWritable(home), "the home folder is not writable");
    var mine = Files.createTempFile(home, "brisk-sandbox-test", ".txt");
    try {
      for (var one : Sandbox.working().filter(Sandbox::networkCutOff).toList()) {
        sandbox = one;
        var exit =
            python(
                """
                import os, subprocess
                subprocess.run(['mount', '-o', 'remount,bind,rw', '/'], capture_output=True)
                os.remove('%s')
                """
                    .formatted(mine));
        assertThat(exit.ok()).isFalse();
        assertThat(exit.output()).containsAnyOf("Read-only file system", "Permission denied");
        assertThat(mine).exists();
      }
    } finally {
      Files.deleteIfExists(mine);
    }
  }

  private Sandbox.Exit python(String program) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("program.py"), program);
    return sandbox.run(folder, List.of("python3", "-I", "program.py"), TIGHT);
  }
}
