package dev.brisk.server.upstream;

import java.nio.charset.StandardCharsets;

/** One of the engines that answer for a model, and whether it is there. */
final class Replica {
  private final Endpoint endpoint;
  private final double weight;
  private final long seed;
  private volatile boolean alive = true;

  Replica(Endpoint endpoint, double weight) {
    this.endpoint = endpoint;
    this.weight = weight;
    this.seed = hash(endpoint.base(), 0);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  boolean isAlive() {
    return alive;
  }

  void alive(boolean is) {
    alive = is;
  }

  /**
   * How much this replica wants the sessions of a key: of all replicas the one with the highest
   * score has them. A replica that comes or goes moves no sessions but its own, and each gets its
   * weight's share. Weighted rendezvous hashing: -w / ln(u) with u uniform in (0, 1), from key and
   * replica.
   */
  double score(String key) {
    double uniform = ((hash(key, seed) >>> 11) + 0.5) * 0x1p-53;
    return -weight / Math.log(uniform);
  }

  /** FNV-1a over the UTF-8, then the finalizer of SplitMix64, which mixes every bit into all. */
  private static long hash(String text, long seed) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
