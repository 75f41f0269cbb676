package dev.brisk.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Property
  void any_text_comes_back_as_it_was(@ForAll String text) {
    var json = new JsonWriter().beginObject().member("t", text).endObject().toString();
    assertThat(Json.parseObject(json).requireText("t")).isEqualTo(text);
  }

  @Property
  void what_is_written_is_plain_where_it_can_be(@ForAll String text) {
    var json = new JsonWriter().value(text).toString();
    // UTF-8 must be able to say it: no half of a pair stands alone.
    assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(json);
    assertThat(json.chars()).allMatch(c -> c >= ' ');
  }

  @Property
  void numbers_come_back_as_they_were(@ForAll double number, @ForAll long whole) {
    var json = new JsonWriter().beginObject().member("d", number).member("l", whole).endObject();
    var read = Json.parseObject(json.toString());
    assertThat(read.members().get("l")).isEqualTo(new Json.Numeral(Long.toString(whole)));
    assertThat(read.number("d").orElseThrow()).isEqualTo(number == 0 ? 0.0 : number);
  }

  @Test
  void a_number_that_json_cannot_say_is_null() {
    assertThat(
            new JsonWriter()
                .beginArray()
                .value(Double.NaN)
                .value(Double.POSITIVE_INFINITY)
                .endArray())
        .hasToString("[null,null]");
  }

  @Test
  void what_was_read_can_be_written_again() {
    var text = "{\"a\":[1,2.50,-3e7,true,false,null,\"x\\ny\"],\"b\":{\"c\":{}},\"d\":[]}";
    assertThat(new JsonWriter().value(Json.parse(text))).hasToString(text);
  }

  @Test
  void a_buffer_can_be_used_again() {
    var writer = new JsonWriter();
    var _ = writer.beginObject().member("a", 1).endObject();
    assertThat(writer.reset().beginArray().value(1).value(2).endArray()).hasToString("[1,2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\" 1}",
        "nul",
        "{} {}",
        "\"open",
        "[1,]",
        "{'a':1}",
        "\u0001"
      })
  void what_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void nesting_has_a_limit() {
    assertThat(Json.parse("[".repeat(90) + "]".repeat(90))).isInstanceOf(Json.Array.class);
    assertThatThrownBy(() -> Json.parse("[".repeat(200) + "]".repeat(200)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
  }

  @Test
  void accessors_name_the_member_that_is_wrong() {
    var json =
        Json.parseObject(
            "{\"s\": 1, \"n\": \"x\", \"i\": 1.5, \"big\": 3000000000, \"a\": {}, \"null\": null}");
    assertThatThrownBy(() -> json.text("s")).hasMessage("'s' must be a string, not a number.");
    assertThatThrownBy(() -> json.number("n")).hasMessage("'n' must be a number, not a string.");
    assertThatThrownBy(() -> json.integer("i")).hasMessageContaining("whole number");
    assertThatThrownBy(() -> json.integer("big")).hasMessageContaining("whole number");
    assertThatThrownBy(() -> json.array("a")).hasMessageContaining("'a' must be an array");
    assertThatThrownBy(() -> json.requireText("null")).hasMessage("'null' is missing.");
    assertThatThrownBy(() -> json.requireText("absent")).hasMessage("'absent' is missing.");
    assertThat(json.has("null")).isFalse();
    assertThat(json.array("absent")).isEqualTo(List.of());
  }
}
