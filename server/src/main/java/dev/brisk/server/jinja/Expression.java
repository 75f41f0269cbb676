package dev.brisk.server.jinja;

/** A parsed expression. Safe to share between threads. */
@FunctionalInterface
interface Expression {
  Object value(Scope scope);
}
