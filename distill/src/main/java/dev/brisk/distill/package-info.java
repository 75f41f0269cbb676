/** The commands {@code brisk distill …} and {@code brisk mine}, one file a command. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill;
