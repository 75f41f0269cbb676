package dev.brisk.server.jinja;

import java.util.HashMap;
import java.util.Map;

/** What {@code namespace()} makes: members that can be set from within a loop. */
final class Namespace {
  private final Map<String, Object> members = new HashMap<>();

  Object get(String name) {
    return members.getOrDefault(name, new Undefined(name));
  }

  void set(String name, Object value) {
    members.put(name, value);
  }
}
