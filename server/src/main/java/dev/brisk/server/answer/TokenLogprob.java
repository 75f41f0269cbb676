package dev.brisk.server.answer;

import java.util.List;

/**
 * How likely a token was.
 *
 * @param text its text; half a character is a replacement character
 * @param logprob its log-probability, at most 0
 * @param top the likeliest tokens in its place, most likely first; their own lists are empty
 */
public record TokenLogprob(String text, double logprob, List<TokenLogprob> top) {
  public TokenLogprob {
    top = List.copyOf(top);
  }
}
