package dev.brisk.lab.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is asked.
 *
 * @param base the address that the paths of the APIs are appended to, without {@code /v1}
 * @param key for {@code Authorization: Bearer}; empty for none
 * @param model the name that requests bear; empty for none
 * @param timeout for connecting, and for each silence within an answer
 */
public record Target(URI base, String key, String model, Duration timeout) {
  /** The headers that each request bears. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "brisk-lab");
    if (!key.isEmpty()) {
      headers.put("Authorization", "Bearer " + key);
    }
    return headers;
  }

  /** The same with another model. */
  public Target withModel(String name) {
    return new Target(base, key, name, timeout);
  }
}
