package dev.brisk.server.store;

/**
 * What is done in Redis as one step. All reckon by the clock of Redis, so that those of the servers
 * need not agree. {@code KEYS[1]} is the hash of what a key has used, {@code KEYS[2]} the sorted
 * set of its open requests with the times at which they are forgotten. {@code ARGV} begins with
 * what the tier allows: requests and tokens a minute, tokens a day, open requests; 0 is no limit.
 *
 * <p>A budget of a minute is a bucket: it holds {@code limit}, and {@code limit / 60000} come back
 * every millisecond. That of tokens may be below 0, since tokens are known when they are used.
 */
final class Scripts {
  /** What is there now, in local variables. */
  private static final String READ =
      """
      local clock = redis.call('TIME')
      local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
      local perMinute, tokensPerMinute, perDay = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local old = redis.call('HMGET', KEYS[1], 'requests', 'tokens', 'at', 'day', 'used')
      local passed = math.max(0, now - (tonumber(old[3] or now)))
      local function filled(left, limit)
        return left and math.min(limit, tonumber(left) + passed * limit / 60000) or limit
      end
      local requests = filled(old[1], perMinute)
      local tokens = filled(old[2], tokensPerMinute)
      local day = math.floor(now / 86400000)
      local used = tonumber(old[4] or -1) == day and tonumber(old[5]) or 0
      """;

  private static final String WRITE =
      """
      redis.call('HSET', KEYS[1], 'requests', requests, 'tokens', tokens, 'at', now, 'day', day, 'used', used)
      redis.call('PEXPIRE', KEYS[1], 172800000)
      """;

  /** Nothing is in the way. */
  static final int TAKEN = 0;

  static final int NO_DAY = 1;
  static final int NO_SLOT = 2;
  static final int NO_TOKENS = 3;
  static final int NO_REQUESTS = 4;

  /**
   * Takes a request. {@code ARGV[5]} is the name of its lease, {@code ARGV[6]} for how many
   * milliseconds it holds. Returns what is in the way, for how many milliseconds, and the time.
   */
  static final String TAKE =
      READ
          + """
          local most = tonumber(ARGV[4])
          if perDay > 0 and used >= perDay then return {1, 0, now} end
          if most > 0 then
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
            if redis.call('ZCARD', KEYS[2]) >= most then return {2, 0, now} end
          end
          if tokensPerMinute > 0 and tokens < 1 then
            return {3, math.ceil((1 - tokens) * 60000 / tokensPerMinute), now}
          end
          if perMinute > 0 then
            if requests < 1 then return {4, math.ceil((1 - requests) * 60000 / perMinute), now} end
            requests = requests - 1
          end
          if most > 0 then
            redis.call('ZADD', KEYS[2], now + ARGV[6], ARGV[5])
            redis.call('PEXPIRE', KEYS[2], 2 * ARGV[6])
          end
          """
          + WRITE
          + "return {0, 0, now}\n";

  /** Ends a request: {@code ARGV[5]} is the name of its lease, {@code ARGV[6]} its tokens. */
  static final String END =
      READ
          + """
          redis.call('ZREM', KEYS[2], ARGV[5])
          tokens = tokens - ARGV[6]
          used = used + ARGV[6]
          """
          + WRITE
          + "return 0\n";

  /**
   * Looks. Returns requests and tokens that are left of a minute, tokens used on this day, the time
   * in milliseconds since 1970
   */
  static final String LOOK =
      READ + "return {math.floor(requests), math.floor(tokens), used, now}\n";

  /**
   * Says that requests go on: {@code KEYS[1]} is the sorted set, {@code ARGV[1]} for how many
   * milliseconds they hold from now on, the rest are their names.
   */
  static final String RENEW =
      """
      local clock = redis.call('TIME')
      local ends = clock[1] * 1000 + math.floor(clock[2] / 1000) + ARGV[1]
      for i = 2, #ARGV do redis.call('ZADD', KEYS[1], ends, ARGV[i]) end
      redis.call('PEXPIRE', KEYS[1], 2 * ARGV[1])
      return 0
      """;

  private Scripts() {}
}
