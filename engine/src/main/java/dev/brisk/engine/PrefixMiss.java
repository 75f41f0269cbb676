package dev.brisk.engine;

/** Why the prefix cache gave no more of a prompt than it gave. */
public enum PrefixMiss {
  /** Prefix reuse is switched off. */
  OFF("off"),
  /** Nothing was known yet. */
  COLD("cold"),
  /** What is known goes on with another token. */
  DIVERGED("diverged"),
  /** The prompt goes on where what is known ends. */
  LONGER("longer"),
  /** More of the prompt was known, but has left to make room. */
  EVICTED("evicted"),
  /** Nothing more was missing: the last token is always computed, for what follows it. */
  LAST_TOKEN("last_token");

  private final String label;

  PrefixMiss(String label) {
    this.label = label;
  }

  /** The reason as statistics name it: lower case, one word. */
  public String label() {
    return label;
  }
}
