package dev.brisk.server.jinja;

/** Python's None. */
enum None {
  NONE
}
