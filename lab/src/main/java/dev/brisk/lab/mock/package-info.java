/**
 * A server whose times are known, by which the lab itself is measured: it computes nothing, sends
 * what it was told to send when it was told to, and notes when it did.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.mock;
