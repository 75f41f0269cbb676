package dev.brisk.server.upstream;

import java.util.List;

/** What must never be said to anybody but the upstream: keys and passwords. */
record Secrets(List<String> all) {
  Secrets {
    all = all.stream().filter(secret -> !secret.isBlank()).toList();
  }

  /** The text with three dots in place of each secret. */
  String hide(String text) {
    var hidden = text;
    for (var secret : all) {
      hidden = hidden.replace(secret, "…");
    }
    return hidden;
  }

  /** Not the secrets themselves: records are printed in logs. */
  @Override
  public String toString() {
    return "Secrets[" + all.size() + "]";
  }
}
