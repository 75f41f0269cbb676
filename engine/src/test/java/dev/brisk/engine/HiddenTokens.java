package dev.brisk.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds tokens that the reference chose but does not list: the server that made it sends no event
 * for a token after which the text ends within a character. So a step may follow such a token, or a
 * few, and its list is then that of another place in the text; without them all later steps of the
 * case compare different texts.
 *
 * <p>A step whose list is within {@link #UNLIKE} of ours follows none. Before another one, those
 * sequences of tokens are tried that the reference could have chosen: each ends within a character,
 * and each was the likeliest, so that it is nearly as likely as our likeliest one. The sequence
 * with which the list fits best is taken if it explains most of the difference.
 */
final class HiddenTokens {
  /** A mean difference of one step, in nats, beyond which a token seems to be missing before it. */
  private static final double UNLIKE = 0.5;

  /** A character has at most four bytes, so at most three tokens end within it. */
  private static final int MOST = 3;

  /**
   * How much less likely than our likeliest token the reference's choice may be here, in nats: more
   * than roundings alone make, because they can also make another expert compute.
   */
  private static final double CLOSE = 2;

  private final Model model;
  private final Session session;
  private final ReferenceStep step;
  private final List<Integer> tried = new ArrayList<>();
  private List<Integer> best = List.of();
  private double least;

  private HiddenTokens(Model model, Session session, ReferenceStep step, double least) {
    this.model = model;
    this.session = session;
    this.step = step;
    this.least = least;
  }

  /**
   * The tokens that are missing before a step; none if the step fits.
   *
   * @param logits what the session computed last; its text stays as it is
   */
  static List<Integer> before(ReferenceStep step, Model model, Session session, float[] logits) {
    double difference = step.difference(logits);
    if (difference <= UNLIKE) {
      return List.of();
    }
    var search = new HiddenTokens(model, session, step, difference / 2);
    search.extend(logits);
    return search.best;
  }

  private void extend(float[] logits) {
    int length = session.length();
    float most = logits[ReferenceStep.likeliest(logits)];
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < most - CLOSE) {
        continue;
      }
      tried.add(token);
      if (hidden()) {
        float[] after = session.forward(new int[] {token});
        double difference = step.difference(after);
        if (difference < least) {
          least = difference;
          best = List.copyOf(tried);
        }
        extend(after);
        session.truncate(length);
      }
      tried.removeLast();
    }
  }

  /**
   * Whether the tokens tried end within a character, as that server sees it (validate_utf8 of
   * llama.cpp): the last bytes are looked at for one that begins a longer character, and what
   * stands behind it is counted, not read.
   */
  private boolean hidden() {
    int behind = 0;
    for (int i = tried.size() - 1; i >= 0; i--) {
      byte[] bytes = model.tokenizer().bytes(tried.get(i));
      for (int at = bytes.length - 1; at >= 0; at--) {
        behind++;
        int length = length(bytes[at]);
        if (length > 1 || behind > MOST) {
          return behind < length;
        }
      }
    }
    return false;
  }

  /** Bytes of the character that this byte begins; 1 for any other byte. */
  private static int length(int first) {
    if ((first & 0xe0) == 0xc0) {
      return 2;
    }
    if ((first & 0xf0) == 0xe0) {
      return 3;
    }
    return (first & 0xf8) == 0xf0 ? 4 : 1;
  }
}
