/**
 * The programmatic teacher: kinds of edit over syntax trees, and the phrasings that ask for them.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.teach;
