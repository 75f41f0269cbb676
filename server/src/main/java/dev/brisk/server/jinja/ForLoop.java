package dev.brisk.server.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code for}: the body once for each item that the filter lets through, each time with variables
 * of its own.
 *
 * @param filter lets an item through if it is true; null lets all through
 */
record ForLoop(
    List<String> targets,
    Expression items,
    @Nullable Expression filter,
    Statement body,
    Statement otherwise)
    implements Statement {
  @Override
  public End run(Scope scope, TextBuilder out) {
    var all = Values.items(items.value(scope));
    if (filter != null) {
      all.removeIf(
          item -> {
            var inner = scope.inner();
            assign(targets, item, inner);
            return !Values.truth(filter.value(inner));
          });
    }
    if (all.isEmpty()) {
      return otherwise.run(scope, out);
    }
    for (var index = 0; index < all.size(); index++) {
      scope.step();
      var inner = scope.inner();
      inner.set("loop", loop(all, index));
      assign(targets, all.get(index), inner);
      if (body.run(inner, out) == End.BREAK) {
        break;
      }
    }
    return End.NORMAL;
  }

  /** Gives the value its name, or the values their names. */
  static void assign(List<String> targets, Object value, Scope scope) {
    if (targets.size() == 1) {
      scope.set(targets.getFirst(), value);
      return;
    }
    var values = Values.items(value);
    if (values.size() != targets.size()) {
      throw new TemplateException(
          "there are %d values for %d names".formatted(values.size(), targets.size()));
    }
    for (var i = 0; i < targets.size(); i++) {
      scope.set(targets.get(i), values.get(i));
    }
  }

  private static Map<Object, Object> loop(List<Object> all, int index) {
    var loop = new LinkedHashMap<Object, Object>();
    put(loop, "index", (long) index + 1);
    put(loop, "index0", (long) index);
    put(loop, "revindex", (long) all.size() - index);
    put(loop, "revindex0", (long) all.size() - index - 1);
    put(loop, "first", index == 0);
    put(loop, "last", index == all.size() - 1);
    put(loop, "length", (long) all.size());
    put(loop, "depth", 1L);
    put(loop, "previtem", index == 0 ? null : all.get(index - 1));
    put(loop, "nextitem", index == all.size() - 1 ? null : all.get(index + 1));
    Callable cycle =
        arguments -> arguments.positional().get(index % Math.max(1, arguments.count()));
    put(loop, "cycle", cycle);
    return loop;
  }

  private static void put(Map<Object, Object> loop, String name, @Nullable Object value) {
    loop.put(Text.of(name), value == null ? new Undefined(name) : value);
  }
}
