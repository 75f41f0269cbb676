/**
 * What a run measured: the records of {@code results.json}, its reader and its writer. The file is
 * described in docs/lab-results.md.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.results;
