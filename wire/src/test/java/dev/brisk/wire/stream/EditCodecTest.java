package dev.brisk.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditDraftInstruction;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.HunkLines;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.Replacement;
import dev.brisk.wire.json.JsonException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditCodecTest {
  private static final EditStats STATS = new EditStats(1.25, 30, 10, 4, 3, 9, 119, 100, 250);
  private static final HunkLines LINES = new HunkLines(3, List.of("a", ""), 3, List.of("\tb\r"));

  static Stream<EditClientMessage> messages() {
    var range = new LineRange(1, 0);
    return Stream.of(
        new EditCreate(
            "e1",
            "A.java",
            "x\r\ny\t\"\u2028",
            range,
            "do it",
            5,
            new EditOptions("script-v1", true, 5, "m", true, false)),
        new EditCreate(null, "", "", range, "", null, EditOptions.DEFAULTS),
        new EditCancel("e1"),
        new EditRedirect("e1", "rather this"),
        new EditPrewarm(
            "w1",
            "A.java",
            "x\n",
            range,
            5,
            new EditOptions(null, null, null, null, null, false, "said\n")),
        new EditPrewarm(null, "", "", range, null, EditOptions.DEFAULTS),
        new EditDraftInstruction("w1", "rename x"));
  }

  static Stream<EditServerEvent> events() {
    return Stream.of(
        new EditQueued("e", 1, 3, 2_500),
        new EditStarted("e", 1, "m", "script-v1", 119, true),
        new EditHunk("e", 2, 3, LINES),
        new EditCompleted(
            "e", 1, List.of(new Replacement(0, 4, "x\n")), List.of(LINES), List.of(), 1.5, STATS),
        new EditFailed("e", 1, "script_invalid", "It does not apply.", 7, STATS),
        EditFailed.of("e", 0, EditFailed.BAD_REQUEST, "No."));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_comes_back_as_it_was(EditClientMessage message) {
    assertThat(EditCodec.readMessage(EditCodec.write(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_comes_back_as_it_was(EditServerEvent event) {
    assertThat(EditCodec.readEvent(EditCodec.write(event))).isEqualTo(event);
  }

  @Test
  void a_prewarm_comes_back_as_it_was_and_is_no_event_of_an_edit() {
    var message = new EditPrewarmed("w1", 2, "m", "region-chat", 200, 190, 120, 70, false);
    var text = EditCodec.write(message);
    assertThat(EditCodec.readServerMessage(text)).isEqualTo(message);
    assertThatThrownBy(() -> EditCodec.readEvent(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void the_texts_are_those_of_the_protocol() {
    assertThat(EditCodec.write(new EditHunk("e1", 1, 0, LINES)))
        .isEqualTo(
            "{\"type\":\"edit.hunk\",\"id\":\"e1\",\"attempt\":1,\"index\":0,\"before_line\":3,"
                + "\"removed\":[\"a\",\"\"],\"after_line\":3,\"added\":[\"\\tb\\r\"]}");
    assertThat(EditCodec.write(new EditCancel("e1")))
        .isEqualTo("{\"type\":\"edit.cancel\",\"id\":\"e1\"}");
  }

  @Test
  void unknown_members_are_passed_over_and_absent_options_are_defaults() {
    var message =
        EditCodec.readMessage(
            "{\"type\":\"edit.create\",\"text\":\"\",\"region\":{\"first_line\":1,\"last_line\":0},\"instruction\":\"x\",\"new\":1}");
    assertThat(message)
        .isEqualTo(
            new EditCreate(null, "", "", new LineRange(1, 0), "x", null, EditOptions.DEFAULTS));
  }

  @Test
  void what_is_missing_or_unknown_is_named() {
    assertThatThrownBy(() -> EditCodec.readMessage("{\"type\":\"edit.create\",\"text\":\"\"}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("region");
    assertThatThrownBy(() -> EditCodec.readMessage("{\"type\":\"edit.fly\"}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("edit.fly");
    assertThatThrownBy(() -> EditCodec.readEvent("{\"type\":\"edit.fly\",\"id\":\"e\"}"))
        .isInstanceOf(JsonException.class);
  }
}
