package dev.brisk.server.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  /** Everything that was given, as {@code [text]}, within what the template wrote. */
  private static String marked(String template, String given) {
    var text =
        Template.parse(template).render(Map.of("given", Text.given(given)), Clock.systemUTC());
    var shown = new StringBuilder();
    var marks = text.given();
    for (var i = 0; i < text.length(); i++) {
      shown.append(marks.get(i) && (i == 0 || !marks.get(i - 1)) ? "[" : "");
      shown.append(text.string().charAt(i));
      shown.append(marks.get(i) && !marks.get(i + 1) ? "]" : "");
    }
    return shown.toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{{ '<a>' + given + '<b>' }};x;<a>[x]<b>",
        "{{ given | trim }}!;  x ;[x]!",
        "{{ given.split(',')[-1] }}-{{ given[:1] }};a,b;[b]-[a]",
        "{{ given.split(',') | join('+') }};a,b;[a]+[b]",
        "{{ given | replace('a', '--') }};bab;[b]--[b]",
        "{{ 'xay' | replace('a', given) }};q;x[q]y",
        "{{ given | upper }}{{ given | capitalize }};ab;[ABAb]",
        "{{ {'k': given} | tojson }};a\"b;{\"k\": \"[a\\\"b]\"}",
        "{{ [given] }};a;['[a]']",
        "{% set x %}<{{ given }}>{% endset %}{{ x[1:] }};a;[a]>",
        "{% macro m(x) %}({{ x }}){% endmacro %}{{ m(given) }};a;([a])",
        "{{ '%s!' % given }}{{ given * 2 }};a;[a]![aa]",
        "{{ given[::-1] }}{% for c in given %}{{ c }}.{% endfor %};ab;[baa].[b].",
        "{{ given | indent(2, true) }};a;`  [a]`"
      })
  void what_was_given_stays_marked_whatever_a_template_does_to_it(
      String template, String given, String expected) {
    assertThat(marked(template, given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{ x | sparkle }};line 1: the filter 'sparkle' is not known",
        "{{ x is shiny }};line 1: the test 'shiny' is not known",
        "{% include 'x' %};line 1: the statement 'include' is not known",
        "{{ lipsum() }};line 1: the function 'lipsum' is not known",
        "{{ x.encode() }};line 1: the method 'encode' is not known",
        "{% if x %};line 1: 'endif' was expected, not the end of the template",
        "{{ x;line 1: a tag does not end",
        "{{ 'x }};line 1: a string does not end",
        "{# x;line 1: a comment does not end",
        "{{ x ? y }};line 1: the character '?' has no place in a tag",
        "{{ (1 }};line 1: a tag does not end",
        "{% break %};line 1: 'break' stands outside of a loop",
        "{% endif %};line 1: the statement 'endif' is not known",
        "{{ 1 2 }};line 1: '}}' was expected, not '2'"
      })
  void what_is_not_known_is_named_when_a_template_is_read(String template, String message) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> Template.parse(template))
        .withMessage(message);
  }

  @Test
  void messages_name_the_line() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> Template.parse("a\n{# b\n #}\n{{ 'c\n' }}{{ x | no }}"))
        .withMessageStartingWith("line 5: ");
  }

  /** A template comes with a model file, so from anywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set n = namespace(x='aaaaaaaa') %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{{ range(1000000000) }}",
        "{{ 'a' * 1000000000 }}",
        "{% set l = [] %}{% do l.append(l) %}{{ l }}",
        "{% set l = [] %}{% do l.append(l) %}{{ l | tojson }}"
      })
  void work_and_memory_have_bounds(String template) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> Template.parse(template).render(Map.of(), Clock.systemUTC()));
  }

  @Test
  void nesting_has_bounds() {
    for (var nested :
        List.of(
            "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}",
            "{{ " + "not ".repeat(100_000) + "1 }}",
            "{{ " + "-".repeat(100_000) + "1 }}",
            "{% if 1 %}".repeat(100_000) + "{% endif %}".repeat(100_000))) {
      assertThatExceptionOfType(TemplateException.class)
          .isThrownBy(() -> Template.parse(nested))
          .withMessageContaining("nested more than 200 deep");
    }
  }
}
