package dev.brisk.server.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What templates become, against what Jinja 3.1.6 made of them, set up as transformers does: {@code
 * ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)} with loop controls, {@code
 * do}, {@code generation}, {@code tojson} by {@code json.dumps(ensure_ascii=False)}, and the clock
 * at 2025-07-04 09:05:06.
 *
 * <p>The templates here restate layouts in words of their own. The environment variable {@code
 * BRISK_TEMPLATES} names a folder of others, say of the models' own, to be read as well.
 */
class JinjaReferencesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-07-04T09:05:06Z"), ZoneOffset.UTC);

  @TestFactory
  Stream<DynamicTest> constructs_do_what_they_do_in_jinja() {
    var references = Json.parseObject(resource("constructs.json"));
    var variables = variables(references.requireObject("variables"));
    return references.objects("cases").stream()
        .map(
            reference ->
                DynamicTest.dynamicTest(
                    reference.requireText("template"),
                    () -> {
                      var template = reference.requireText("template");
                      if (reference.has("error")) {
                        assertThatExceptionOfType(TemplateException.class)
                            .isThrownBy(() -> Template.parse(template).render(variables, CLOCK));
                      } else {
                        assertThat(Template.parse(template).render(variables, CLOCK).string())
                            .isEqualTo(reference.requireText("text"));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> templates_of_models_write_conversations_as_in_jinja() {
    return Json.parseObject(resource("conversations.json")).members().entrySet().stream()
        .flatMap(
            entry -> {
              var template = Template.parse(resource("templates/" + entry.getKey()));
              return ((Json.Array) entry.getValue())
                  .items().stream()
                      .map(JsonObject.class::cast)
                      .map(
                          reference ->
                              DynamicTest.dynamicTest(
                                  entry.getKey() + ": " + reference.requireText("name"),
                                  () -> compare(template, reference)));
            });
  }

  /** One that cannot be read is shown as skipped, with what it needs. */
  @TestFactory
  Stream<DynamicTest> templates_of_a_folder_are_read_or_what_they_need_is_named()
      throws IOException {
    var folder = System.getenv("BRISK_TEMPLATES");
    if (folder == null) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "BRISK_TEMPLATES",
              () -> abort("skipped: BRISK_TEMPLATES names no folder of templates (*.jinja)")));
    }
    var tests = new ArrayList<DynamicTest>();
    try (var files = Files.newDirectoryStream(Path.of(folder), "*.jinja")) {
      for (var file : files) {
        tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> read(file)));
      }
    }
    assertThat(tests).as("templates (*.jinja) in %s", folder).isNotEmpty();
    return tests.stream();
  }

  private static void read(Path file) throws IOException {
    var source = Files.readString(file);
    try {
      assertThat(Template.parse(source)).isNotNull();
    } catch (TemplateException e) {
      assertThat(e).hasMessageMatching("(?s)line \\d+: .+");
      abort("not read: " + e.getMessage());
    }
  }

  private static void compare(Template template, JsonObject reference) {
    var variables = variables(reference.requireObject("variables"));
    if (reference.has("refusal")) {
      assertThatExceptionOfType(TemplateException.Raised.class)
          .isThrownBy(() -> template.render(variables, CLOCK))
          .withMessage(reference.requireText("refusal"));
    } else {
      assertThat(template.render(variables, CLOCK).string())
          .isEqualTo(reference.requireText("text"));
    }
  }

  private static Map<String, Object> variables(JsonObject json) {
    var variables = new HashMap<String, Object>();
    json.members().forEach((name, value) -> variables.put(name, Template.value(value)));
    return variables;
  }

  private static String resource(String name) {
    try (var in = JinjaReferencesTest.class.getResourceAsStream(name)) {
      assertThat(in).as("resource %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
