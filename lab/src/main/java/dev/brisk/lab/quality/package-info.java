/** What answers are worth: texts compared, parsed, and run with tests in a sandbox. */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.quality;
