package dev.brisk.engine;

import java.util.List;

/**
 * How likely a token was where it stands, before a {@link TokenFilter} took others out and without
 * temperature.
 *
 * @param logprob its log-probability, at most 0
 * @param top the likeliest tokens there, most likely first; their own lists are empty
 */
public record TokenProbability(int token, double logprob, List<TokenProbability> top) {
  public TokenProbability {
    top = List.copyOf(top);
  }
}
