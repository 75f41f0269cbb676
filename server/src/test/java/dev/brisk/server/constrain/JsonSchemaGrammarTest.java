package dev.brisk.server.constrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaGrammarTest {
  private static OutputConstraint schema(String json) {
    return new OutputConstraint.JsonSchema(Json.parseObject(json.replace('\'', '"')));
  }

  private static boolean mayBe(String schema, String text) {
    return Outputs.mayBe(schema(schema), text.replace('\'', '"'));
  }

  private static final String PERSON =
      """
      {'type': 'object', 'title': 'A person', 'properties': {
        'name': {'type': 'string', 'minLength': 1, 'maxLength': 3, 'description': 'short'},
        'age': {'type': 'integer', 'minimum': 0, 'maximum': 120},
        'tags': {'type': 'array', 'items': {'enum': ['a', 'b']}, 'minItems': 1, 'maxItems': 2}},
       'required': ['name'], 'additionalProperties': false}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'Bo'}",
        "{'name': 'Bo', 'age': 7}",
        "{'name':'😀é€','tags':['a','b']}",
        "{'name':'\\u00e9\\n\\ud83d\\ude00','age':120,'tags':[ 'a']}"
      })
  void instances_are_allowed_in_the_order_of_the_schema(String instance) {
    assertThat(mayBe(PERSON, instance.replace("[ ", "["))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'age':7}            | 2
          {'name':''}          | 9
          {'name':'abcd'}      | 12
          {'name':'a','age':121} | 20
          {'name':'a','age':07}  | 19
          {'name':'a','age':-1}  | 18
          {'name':'a','x':1}   | 13
          {'age':1,'name':'a'} | 2
          {'name':'a','tags':[]} | 20
          {'name':'a','tags':['c']} | 21
          {'name':'a','tags':['a','b','a']} | 27
          {  'name':'a'}       | 1
          {'name':  'a'}       | 9
          {'name':'a'} ,       | 12
          """)
  void others_are_refused_at_the_first_wrong_character(String instance, int at) {
    assertThat(Outputs.refusedAt(schema(PERSON), instance.replace('\'', '"'))).isEqualTo(at);
  }

  @Test
  void a_schema_may_be_part_of_itself() {
    var tree =
        """
        {'$ref': '#/$defs/node', '$defs': {'node': {'type': 'object', 'properties': {
          'value': {'type': ['integer', 'null']},
          'children': {'type': 'array', 'items': {'$ref': '#/$defs/node'}}},
         'required': ['value', 'children'], 'additionalProperties': false}}}
        """;
    var leaf = "{'value':null,'children':[]}";
    assertThat(mayBe(tree, "{'value':1,'children':[" + leaf + "," + leaf + "]}")).isTrue();
    assertThat(mayBe(tree, "{'value':1,'children':[" + leaf + ",{}]}")).isFalse();
  }

  @Test
  void bounds_of_numbers_are_held_exactly() {
    var number = "{'type': 'number', 'exclusiveMinimum': -0.25, 'maximum': 10}";
    for (var inside : new String[] {"0", "-0.24", "-0.2", "9.999", "10", "10.0", "0.001"}) {
      assertThat(mayBe(number, inside)).as(inside).isTrue();
    }
    for (var outside : new String[] {"-0.25", "-0.250", "-0.3", "-1", "10.01", "11", "100", "-0"}) {
      assertThat(mayBe(number, outside)).as(outside).isFalse();
    }
    for (int i = -130; i <= 130; i++) {
      assertThat(mayBe("{'type': 'integer', 'minimum': -99, 'maximum': 105}", "" + i))
          .as("%d", i)
          .isEqualTo(-99 <= i && i <= 105);
    }
  }

  @Test
  void other_members_have_other_names() {
    var open =
        "{'type': 'object', 'properties': {'ab': {'type': 'null'}}, 'additionalProperties': {'type': 'integer'}}";
    assertThat(mayBe(open, "{'ab':null,'a':1,'abc':2,'b':3,'':4}")).isTrue();
    assertThat(mayBe(open, "{'ab':1}")).isFalse();
    assertThat(mayBe(open, "{'a':1,'ab':1}")).isFalse();
    assertThat(mayBe(open, "{'\\u0061b':1}")).isFalse();
  }

  @Test
  void combinations_are_made_one_schema() {
    var both =
        """
        {'allOf': [{'$ref': '#/$defs/named'}, {'properties': {'size': {'type': 'integer'}}, 'required': ['size']}],
         '$defs': {'named': {'type': 'object', 'properties': {'name': {'type': 'string'}}, 'required': ['name']}}}
        """;
    assertThat(mayBe(both, "{'name':'a','size':1}")).isTrue();
    assertThat(mayBe(both, "{'name':'a'}")).isFalse();
    var shapes =
        """
        {'oneOf': [
          {'type': 'object', 'properties': {'kind': {'const': 'circle'}, 'r': {'type': 'number'}}, 'required': ['kind', 'r']},
          {'type': 'object', 'properties': {'kind': {'const': 'square'}}, 'required': ['kind']}]}
        """;
    assertThat(mayBe(shapes, "{'kind':'circle','r':1.5}")).isTrue();
    assertThat(mayBe(shapes, "{'kind':'square'}")).isTrue();
    assertThat(mayBe(shapes, "{'kind':'circle'}")).isFalse();
    assertThat(mayBe("{'type': 'string', 'anyOf': [{'minLength': 2}, {'const': 'x'}]}", "'x'"))
        .isTrue();
  }

  @Test
  void patterns_and_formats_are_held_in_their_json_spelling() {
    assertThat(mayBe("{'type': 'string', 'pattern': '^[\\\\\\\\x]{2}$'}", "'\\\\x'")).isTrue();
    assertThat(mayBe("{'type': 'string', 'pattern': '^a'}", "'ab\\n'")).isTrue();
    assertThat(mayBe("{'type': 'string', 'pattern': '^a'}", "'ba'")).isFalse();
    assertThat(mayBe("{'type': 'string', 'format': 'date'}", "'2024-02-29'")).isTrue();
    assertThat(mayBe("{'type': 'string', 'format': 'date'}", "'2025-02-29'")).isFalse();
    assertThat(mayBe("{'type': 'string', 'format': 'date'}", "'1900-02-29'")).isFalse();
  }

  @Test
  void tuples_begin_with_their_items() {
    var pair = "{'prefixItems': [{'type': 'string'}, {'type': 'integer'}], 'items': false}";
    assertThat(mayBe(pair, "['a',1]")).isTrue();
    assertThat(mayBe(pair, "[]")).isTrue();
    assertThat(mayBe(pair, "[1]")).isFalse();
    assertThat(mayBe(pair, "['a',1,2]")).isFalse();
  }

  @Test
  void any_object_is_one_line_of_json() {
    var any = new OutputConstraint.AnyObject();
    assertThat(Outputs.mayBe(any, "{\"a\": [1, {\"b\": null}], \"c\":\"\\u00e9\"}")).isTrue();
    assertThat(Outputs.mayBe(any, "[1]")).isFalse();
    assertThat(Outputs.mayBe(any, "{\n}")).isFalse();
    assertThat(Outputs.mayBe(any, "{\"a\":\"\\ud83d\"}")).as("half a character").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'not': {}}                                       | 'not'
          {'type': 'object', 'patternProperties': {}}       | 'patternProperties'
          {'properties': {'a': {'if': {}}}}                 | #/properties/a
          {'type': 'array', 'uniqueItems': true}            | 'uniqueItems'
          {'type': 'array', 'items': [{}]}                  | 'prefixItems'
          {'type': 'integer', 'multipleOf': 3}              | 'multipleOf'
          {'type': 'string', 'format': 'iri'}               | the format 'iri'
          {'type': 'string', 'pattern': '(?=a)'}            | looks ahead
          {'type': 'string', 'minLength': 1, 'format': 'date'} | more than one of
          {'$ref': 'http://x/y'}                            | only references to parts of itself
          {'$ref': '#/$defs/a'}                             | has no such part
          {'$ref': '#'}                                     | Nothing meets
          {'oneOf': [{'type': 'integer'}, {'type': 'number'}]} | 'oneOf'
          {'type': 'text'}                                  | the type 'text'
          {'type': 'integer', 'minimum': 1e999999999}       | 'minimum'
          {'type': 'string', 'maxLength': 999999999}        | too large
          {'minItems': 'x', 'type': 'array'}                | 'minItems' must be a number
          {'type': 'object', 'properties': {'a': 1}}        | where a schema was expected
          """)
  void what_is_not_supported_is_named(String schema, String named) {
    assertThatThrownBy(() -> Outputs.open(schema(schema)))
        .isInstanceOf(ConstraintException.class)
        .hasMessageContaining(named);
  }
}
