package dev.brisk.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where answers come from ({@code --answers}). */
enum AnswerSource {
  /** The model says what it thinks. */
  MODEL,
  /** The target computes as for any answer, and says the recorded one: speed alone is measured. */
  REPLAY,
  /** Nobody is asked; the recorded answer is judged. */
  CANONICAL,
  /** Nobody is asked; the text as it was given is judged, with its bug if it has one. */
  UNCHANGED;

  static AnswerSource parse(String name) {
    return Arrays.stream(values())
        .filter(source -> source.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "--answers is one of "
                        + Arrays.stream(values())
                            .map(AnswerSource::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a target is asked. */
  boolean asks() {
    return this == MODEL || this == REPLAY;
  }
}
