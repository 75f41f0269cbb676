package dev.brisk.server.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The expressions between the parentheses of a call. */
record ArgumentList(List<Expression> positional, Map<String, Expression> named) {
  static final ArgumentList NONE = new ArgumentList(List.of(), Map.of());

  static ArgumentList of(Expression one) {
    return new ArgumentList(List.of(one), Map.of());
  }

  Callable.Arguments values(Scope scope) {
    if (positional.isEmpty() && named.isEmpty()) {
      return Callable.Arguments.NONE;
    }
    var values = new ArrayList<Object>();
    for (var expression : positional) {
      values.add(expression.value(scope));
    }
    var byName = new LinkedHashMap<String, Object>();
    named.forEach((name, expression) -> byName.put(name, expression.value(scope)));
    return new Callable.Arguments(values, byName);
  }
}
