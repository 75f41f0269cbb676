package dev.brisk.server.jinja;

/** What a name or a member stands for that there is not: prints nothing, and has no members. */
record Undefined(String name) {}
