package dev.brisk.server.constrain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an output may be: rules, which may call each other and themselves.
 *
 * @param start the name of the rule that the whole output follows
 */
record Grammar(Map<String, Expression> rules, String start) {
  Grammar {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /** A grammar of one rule. */
  static Grammar of(Expression whole) {
    return new Grammar(Map.of("start", whole), "start");
  }
}
