package dev.brisk.server.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that a statement sees: its own before those around it. For one rendering. */
final class Scope {
  /** Statements and calls that a rendering may take; a template may come from anywhere. */
  private static final int STEPS = 5_000_000;

  /** Macros that may call each other. */
  private static final int DEPTH = 64;

  private final @Nullable Scope outer;
  private final Scope root;
  private final Map<String, Object> variables;
  private int steps;
  private int depth;

  Scope(Map<String, Object> variables) {
    this.outer = null;
    this.root = this;
    this.variables = new HashMap<>(variables);
  }

  private Scope(Scope outer) {
    this.outer = outer;
    this.root = outer.root;
    this.variables = new HashMap<>();
  }

  Scope inner() {
    return new Scope(this);
  }

  Object get(String name) {
    for (var scope = this; scope != null; scope = scope.outer) {
      var value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name);
  }

  void set(String name, Object value) {
    variables.put(name, value);
  }

  /** Counts one piece of work. */
  void step() {
    if (++root.steps > STEPS) {
      throw new TemplateException("rendering takes more than " + STEPS + " steps");
    }
  }

  void enter() {
    if (++root.depth > DEPTH) {
      throw new TemplateException("macros call each other more than " + DEPTH + " deep");
    }
  }

  void leave() {
    root.depth--;
  }
}
