package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Callable.Arguments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The filters that choose, change, order and count items. */
final class ListFilters {
  private ListFilters() {}

  static Map<String, Filters.Filter> all() {
    var all = new HashMap<String, Filters.Filter>();
    all.put("map", ListFilters::map);
    all.put("select", (value, a) -> select(value, a, false, true));
    all.put("reject", (value, a) -> select(value, a, false, false));
    all.put("selectattr", (value, a) -> select(value, a, true, true));
    all.put("rejectattr", (value, a) -> select(value, a, true, false));
    all.put("sort", ListFilters::sort);
    all.put("dictsort", (value, a) -> dictsort(Filters.map(value)));
    all.put("unique", ListFilters::unique);
    all.put("sum", ListFilters::sum);
    Comparator<Object> order = Values::compare;
    all.put("min", (value, a) -> extreme(value, order));
    all.put("max", (value, a) -> extreme(value, order.reversed()));
    return all;
  }

  /** The member of this name, which may be a path with dots. */
  static Object member(Object item, Object attribute) {
    if (!(attribute instanceof Text path)) {
      return Members.item(item, attribute);
    }
    for (var name : path.split(".", Integer.MAX_VALUE)) {
      item = Members.item(item, name);
    }
    return item;
  }

  private static Object map(Object value, Arguments arguments) {
    var items = Values.items(value);
    if (arguments.named().containsKey("attribute")) {
      var attribute = arguments.require(0, "attribute");
      var otherwise = arguments.named().getOrDefault("default", None.NONE);
      items.replaceAll(
          item -> {
            var found = member(item, attribute);
            return found instanceof Undefined && otherwise != None.NONE ? otherwise : found;
          });
      return items;
    }
    var name = Values.text(arguments.require(0, "filter")).string();
    var filter = Filters.byName(name);
    if (filter == null) {
      throw new TemplateException("the filter '" + name + "' is not known");
    }
    items.replaceAll(item -> filter.apply(item, arguments.from(1)));
    return items;
  }

  private static Object select(Object value, Arguments arguments, boolean byMember, boolean keep) {
    var first = byMember ? 1 : 0;
    var name =
        arguments.count() > first ? Values.text(arguments.positional().get(first)).string() : "";
    var test =
        name.isEmpty() ? (Tests.Test) (item, none) -> Values.truth(item) : Tests.byName(name);
    if (test == null) {
      throw new TemplateException("the test '" + name + "' is not known");
    }
    var items = Values.items(value);
    items.removeIf(
        item -> {
          var tested = byMember ? member(item, arguments.require(0, "attribute")) : item;
          return test.test(tested, arguments.from(first + 1)) != keep;
        });
    return items;
  }

  private static Object sort(Object value, Arguments arguments) {
    var cased = Values.truth(arguments.get(1, "case_sensitive", false));
    var attribute = arguments.get(2, "attribute", None.NONE);
    Comparator<Object> order =
        (left, right) -> Values.compare(key(left, attribute, cased), key(right, attribute, cased));
    var items = Values.items(value);
    items.sort(Values.truth(arguments.get(0, "reverse", false)) ? order.reversed() : order);
    return items;
  }

  private static Object key(Object item, Object attribute, boolean cased) {
    var key = attribute == None.NONE ? item : member(item, attribute);
    return !cased && key instanceof Text text
        ? Text.of(text.string().toLowerCase(Locale.ROOT))
        : key;
  }

  private static List<Object> dictsort(Map<Object, Object> map) {
    var entries = Filters.entries(map);
    entries.sort(
        (left, right) ->
            Values.compare(
                key(Members.item(left, 0L), None.NONE, false),
                key(Members.item(right, 0L), None.NONE, false)));
    return entries;
  }

  private static Object unique(Object value, Arguments arguments) {
    var seen = new ArrayList<Object>();
    var items = Values.items(value);
    items.removeIf(
        item -> {
          var key = key(item, arguments.get(1, "attribute", None.NONE), false);
          if (Values.contains(seen, key)) {
            return true;
          }
          seen.add(key);
          return false;
        });
    return items;
  }

  private static Object sum(Object value, Arguments arguments) {
    var sum = arguments.get(1, "start", 0L);
    for (var item : Filters.members(value, arguments.get(0, "attribute", None.NONE))) {
      sum = Numbers.add(sum, item);
    }
    return sum;
  }

  private static Object extreme(Object value, Comparator<Object> order) {
    return Values.items(value).stream().min(order).orElse(new Undefined("an item of nothing"));
  }
}
