package dev.brisk.server.responses;

import java.util.List;

/**
 * A response that can be gone on from.
 *
 * @param owner the name of the key that asked for it; nobody else may see it
 * @param status how it ended: {@code completed}, {@code incomplete} or {@code failed}
 * @param items the whole conversation with the response's finished items
 * @param json the response as it was answered
 */
public record StoredResponse(
    String id, String owner, String status, List<Item> items, String json) {
  public StoredResponse {
    items = List.copyOf(items);
  }
}
