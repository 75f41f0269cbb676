package dev.brisk.server.jinja;

import dev.brisk.wire.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A template that has been read. Immutable and safe to share between threads. */
public final class Template {
  private final Statement body;

  private Template(Statement body) {
    this.body = body;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it is none, or needs what is not known here: a filter, a test, a
   *     statement, a function or a method; its message begins with the line
   */
  public static Template parse(String source) {
    return new Template(StatementParser.parse(source));
  }

  /**
   * Renders it.
   *
   * @param variables by name: values of {@link #value} and of {@link #object}, and {@link Text}
   * @param clock for {@code strftime_now}
   * @throws TemplateException if it cannot be rendered with these
   * @throws TemplateException.Raised if the template refuses these
   */
  public Text render(Map<String, Object> variables, Clock clock) {
    var scope = new Scope(variables);
    Globals.functions(clock).forEach(scope::set);
    var out = new TextBuilder();
    try {
      var _ = body.run(scope, out);
    } catch (StackOverflowError e) {
      throw new TemplateException("it is nested too deep");
    }
    return out.build();
  }

  /** JSON as a value: its strings are marked as given. */
  public static Object value(Json json) {
    return JsonText.value(json);
  }

  /** A mapping with these members. */
  public static Object object(Map<String, Object> members) {
    var map = new LinkedHashMap<Object, Object>();
    members.forEach((name, value) -> map.put(Text.of(name), value));
    return map;
  }
}
