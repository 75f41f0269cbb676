package dev.brisk.server.jinja;

import java.util.List;
import java.util.Map;

/** What a template can call: a function, a macro, a method of a value. */
@FunctionalInterface
interface Callable {
  /** What stands between the parentheses. */
  record Arguments(List<Object> positional, Map<String, Object> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    int count() {
      return positional.size();
    }

    boolean has(int index, String name) {
      return index < positional.size() || named.containsKey(name);
    }

    /** The argument at this place or of this name. */
    Object get(int index, String name, Object otherwise) {
      return index < positional.size()
          ? positional.get(index)
          : named.getOrDefault(name, otherwise);
    }

    Object require(int index, String name) {
      if (!has(index, name)) {
        throw new TemplateException("the argument '" + name + "' is missing");
      }
      return get(index, name, None.NONE);
    }

    /** The arguments behind the first {@code count}. */
    Arguments from(int count) {
      return new Arguments(
          positional.subList(Math.min(count, positional.size()), positional.size()), named);
    }
  }

  Object call(Arguments arguments);
}
