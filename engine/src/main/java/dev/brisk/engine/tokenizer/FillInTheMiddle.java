package dev.brisk.engine.tokenizer;

import java.util.OptionalInt;

/**
 * The tokens with which a model is asked for the text between two others: {@code prefix}, the text
 * before the gap, {@code suffix}, the text after it, {@code middle}; the model goes on with what
 * belongs in the gap (Bavarian et al., <i>Efficient Training of Language Models to Fill in the
 * Middle</i>, 2022). All are ids of the vocabulary.
 *
 * @param prefix before the text that precedes the gap
 * @param suffix before the text that follows it
 * @param middle after both
 * @param pad fills up a batch in training
 * @param repository before the name of a repository
 * @param separator between files of a repository
 */
public record FillInTheMiddle(
    int prefix,
    int suffix,
    int middle,
    OptionalInt pad,
    OptionalInt repository,
    OptionalInt separator) {}
