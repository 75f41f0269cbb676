package dev.brisk.wire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {
  private static final ServerState STATE =
      new ServerState(
          123,
          4711,
          "t\"oken",
          "0.1.0",
          "brisk-small",
          Instant.parse("2026-01-02T03:04:05.678Z"),
          "stamp");

  @TempDir private Path temporary;

  @Test
  void the_folder_is_named_by_the_environment() {
    var home = Path.of(System.getProperty("user.home"));
    assertThat(StateDir.of(Map.of("BRISK_STATE_DIR", "/a/b", "XDG_STATE_HOME", "/x")).path())
        .isEqualTo(Path.of("/a/b"));
    assertThat(StateDir.of(Map.of("XDG_STATE_HOME", "/x")).path()).isEqualTo(Path.of("/x/brisk"));
    assertThat(StateDir.of(Map.of("XDG_STATE_HOME", "relative")).path())
        .isEqualTo(home.resolve(".local/state/brisk"));
    assertThat(StateDir.of(Map.of("BRISK_STATE_DIR", "")).path())
        .isEqualTo(home.resolve(".local/state/brisk"));
  }

  @Test
  void the_folder_is_made_for_its_owner_only() throws IOException {
    var folder = new StateDir(temporary.resolve("a/b")).create();
    assertThat(mode(folder.path())).isEqualTo("rwx------");
    assertThat(folder.create()).isEqualTo(folder);
  }

  @Test
  void a_folder_that_cannot_be_made_is_a_sentence() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(() -> new StateDir(file.resolve("below")).create())
        .isInstanceOf(WireException.class)
        .hasMessageContaining("BRISK_STATE_DIR");
  }

  @Test
  void a_state_comes_back_as_it_was_and_only_its_owner_may_read_it() throws IOException {
    var file = temporary.resolve("server.json");
    STATE.write(file);
    assertThat(ServerState.read(file)).contains(STATE);
    assertThat(mode(file)).isEqualTo("rw-------");
    try (var files = Files.list(temporary)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_server_counts_as_a_persons_unless_its_state_says_that_a_client_started_it()
      throws IOException {
    var file = temporary.resolve("server.json");
    var json = "{\"pid\":1,\"port\":80,\"token\":\"t\",\"started_at\":\"2026-01-02T03:04:05Z\"%s}";
    STATE.write(file);
    Files.writeString(file, json.formatted(""));
    assertThat(ServerState.read(file).orElseThrow().background()).isFalse();
    Files.writeString(file, json.formatted(",\"background\":true"));
    var state = ServerState.read(file).orElseThrow();
    assertThat(state.background()).isTrue();
    state.write(file);
    assertThat(ServerState.read(file)).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-"})
  void a_file_that_others_may_write_is_refused(String mode) throws IOException {
    var file = temporary.resolve("server.json");
    STATE.write(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> ServerState.read(file))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("others");
  }

  @Test
  void no_file_is_no_state() {
    assertThat(ServerState.read(temporary.resolve("absent"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"pid\":1,\"port\":70000,\"token\":\"t\",\"started_at\":\"2026-01-02T03:04:05Z\"}",
        "{\"pid\":1,\"port\":80,\"token\":\"t\",\"started_at\":\"yesterday\"}",
        "{\"pid\":1,\"port\":80,\"started_at\":\"2026-01-02T03:04:05Z\"}"
      })
  void a_broken_file_is_a_sentence_that_names_it(String text) throws IOException {
    var file = temporary.resolve("server.json");
    STATE.write(file);
    Files.writeString(file, text);
    assertThatThrownBy(() -> ServerState.read(file))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete");
  }

  @Test
  void a_folder_in_its_place_is_broken_too() throws IOException {
    var folder = new StateDir(temporary.resolve("server.json")).create().path();
    assertThatThrownBy(() -> ServerState.read(folder)).isInstanceOf(WireException.class);
  }

  @Test
  void knows_whether_the_process_is_alive() {
    assertThat(STATE.uri()).hasToString("http://127.0.0.1:4711");
    var own = new ServerState(ProcessHandle.current().pid(), 1, "", "", "", Instant.EPOCH, "");
    assertThat(own.processAlive()).isTrue();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
