package dev.brisk.server.jinja;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names that a template calls and those that it defines, so that a function which is not known
 * is named when the template is read.
 */
final class Names {
  private final Map<String, Integer> called = new LinkedHashMap<>();
  private final Set<String> defined = new HashSet<>();

  void call(String name, int line) {
    called.putIfAbsent(name, line);
  }

  void define(String name) {
    defined.add(name);
  }

  /**
   * Looks for what cannot be called.
   *
   * @throws TemplateException if a function is called that is neither defined nor known
   */
  void check(Set<String> known) {
    called.forEach(
        (name, line) -> {
          if (!defined.contains(name) && !known.contains(name)) {
            throw new TemplateException(
                "line " + line + ": the function '" + name + "' is not known");
          }
        });
  }
}
