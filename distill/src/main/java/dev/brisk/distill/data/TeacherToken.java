package dev.brisk.distill.data;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A token that a teacher chose, by its text: its tokens need not be ours.
 *
 * @param choice it and how likely it was
 * @param top the likeliest there, which may hold it too
 */
public record TeacherToken(Choice choice, List<Choice> top) {
  /**
   * A token that could stand in a place.
   *
   * @param logProbability natural, at most 0
   */
  public record Choice(String text, double logProbability) {}

  public TeacherToken {
    top = List.copyOf(top);
  }

  /** Writes a member: an array a token, of its text, its log-probability, and so on for the top. */
  public static void write(JsonWriter json, String name, List<TeacherToken> tokens) {
    json.name(name).beginArray();
    for (var token : tokens) {
      json.beginArray();
      json.value(token.choice.text).value(token.choice.logProbability);
      for (var other : token.top) {
        json.value(other.text).value(other.logProbability);
      }
      json.endArray();
    }
    json.endArray();
  }

  /**
   * Reads such a member; none if it is not there.
   *
   * @throws JsonException if it is something else
   */
  public static List<TeacherToken> read(JsonObject from, String name) {
    var tokens = new ArrayList<TeacherToken>();
    for (var token : from.array(name)) {
      if (!(token instanceof Json.Array(var items)) || items.size() < 2 || items.size() % 2 != 0) {
        throw new JsonException("'" + name + "' must be arrays of texts and numbers.");
      }
      var choices = new ArrayList<Choice>();
      for (var i = 0; i < items.size(); i += 2) {
        if (!(items.get(i) instanceof Json.Text(var text))
            || !(items.get(i + 1) instanceof Json.Numeral number)) {
          throw new JsonException("'" + name + "' must be arrays of texts and numbers.");
        }
        choices.add(new Choice(text, number.value()));
      }
      tokens.add(new TeacherToken(choices.getFirst(), choices.subList(1, choices.size())));
    }
    return tokens;
  }
}
