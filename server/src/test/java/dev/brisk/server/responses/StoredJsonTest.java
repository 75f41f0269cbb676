package dev.brisk.server.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {
  @Test
  void what_is_written_is_read_again() {
    // As deeply nested as a client may send it.
    var deep = "[".repeat(95) + "]".repeat(95);
    var stored =
        new StoredResponse(
            "resp_1",
            "brisk_abcdefgh",
            "incomplete",
            List.of(
                new Item.Message("system", "Be \"short\".\n\u0000\ud83d\ude00\ud83d"),
                new Item.Message("user", ""),
                new Item.Reasoning("Hm."),
                new Item.Call("c1", "ls", "{\"dir\":\".\"}", false),
                new Item.Call("c2", "apply_patch", "*** Begin\nx", true),
                new Item.CallOutput("c1", "a\tb"),
                new Item.Tools(
                    List.of(
                        Json.parseObject("{\"name\":\"ls\",\"n\":1.50,\"deep\":" + deep + "}"),
                        new JsonObject(java.util.Map.of())))),
            "{\"id\":\"resp_1\",\"x\":1e400}");
    assertThat(StoredJson.read(StoredJson.write(stored))).contains(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "{\"version\":2}",
        "{\"version\":1,\"id\":\"a\",\"owner\":\"b\",\"status\":\"c\",\"items\":[{\"type\":\"song\"}],\"response\":\"{}\"}",
        "{\"version\":1,\"id\":\"a\",\"owner\":7}"
      })
  void what_others_have_written_is_not_there(String text) {
    assertThat(StoredJson.read(text)).isEmpty();
  }
}
