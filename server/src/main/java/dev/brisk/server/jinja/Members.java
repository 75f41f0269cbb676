package dev.brisk.server.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members, indices and slices of values. */
final class Members {
  private Members() {}

  /** {@code value.name}: a method goes before a member of a mapping, as in Jinja. */
  static Object attribute(Object value, String name) {
    if (value instanceof Namespace namespace) {
      return namespace.get(name);
    }
    var method = Methods.of(value, name);
    return method != null ? method : member(value, Text.of(name));
  }

  /** {@code value[key]}: a member of a mapping goes before a method. */
  static Object item(Object value, Object key) {
    if (value instanceof List<?> list && Values.isNumber(key)) {
      var index = Values.index(key);
      index += index < 0 ? list.size() : 0;
      return index >= 0 && index < list.size()
          ? list.get(index)
          : new Undefined("index " + Values.index(key));
    }
    if (value instanceof Text text && Values.isNumber(key)) {
      var index = Values.index(key);
      var one = (Text) slice(text, index, index == -1 ? null : Integer.valueOf(index + 1), null);
      return one.isEmpty() ? new Undefined("index " + index) : one;
    }
    var found = member(value, key);
    if (found instanceof Undefined && key instanceof Text name) {
      return value instanceof Namespace ? attribute(value, name.string()) : method(value, name);
    }
    return found;
  }

  private static Object method(Object value, Text name) {
    var method = Methods.of(value, name.string());
    return method != null ? method : new Undefined(name.string());
  }

  private static Object member(Object value, Object key) {
    if (value instanceof Undefined) {
      throw new TemplateException(
          "%s has no '%s'".formatted(Values.kind(value), Values.string(key)));
    }
    Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
    return found != null ? found : new Undefined(Values.string(key).string());
  }

  /** {@code value[start:end:step]}; what is null is left out. */
  static Object slice(
      Object value, @Nullable Integer start, @Nullable Integer end, @Nullable Integer step) {
    if (value instanceof Text text && (step == null || step == 1)) {
      var points = Values.length(text);
      var from = bound(start, 0, points);
      var to = Math.max(from, bound(end, points, points));
      var first = text.string().offsetByCodePoints(0, from);
      return text.substring(first, text.string().offsetByCodePoints(first, to - from));
    }
    var items = Values.items(value);
    var taken = new ArrayList<Object>();
    var by = step == null ? 1 : step;
    if (by == 0) {
      throw new TemplateException("the step of a slice is 0");
    }
    var size = items.size();
    if (by > 0) {
      var to = bound(end, size, size);
      for (long i = bound(start, 0, size); i < to; i += by) {
        taken.add(items.get((int) i));
      }
    } else {
      var to = end == null ? -1 : end < 0 ? Math.max(-1, end + size) : end;
      var from = start == null ? size - 1 : start < 0 ? start + size : Math.min(start, size - 1);
      for (long i = from; i > to; i += by) {
        taken.add(items.get((int) i));
      }
    }
    if (value instanceof Text) {
      var joined = new TextBuilder();
      taken.forEach(one -> joined.add(Values.text(one)));
      return joined.build();
    }
    return taken;
  }

  private static int bound(@Nullable Integer bound, int otherwise, int size) {
    return bound == null ? otherwise : Math.clamp(bound < 0 ? bound + size : bound, 0, size);
  }
}
