/** The commands {@code brisk lab …}, one file a command. */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab;
