/** What steps hand to each other: the corpus, samples, manifests, token files. */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.data;
