package dev.brisk.engine.decode;

import dev.brisk.engine.DraftSource.Drafter;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.engine.TokenProbability;
import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.PrefixCache;
import dev.brisk.engine.cache.PrefixLease;
import dev.brisk.engine.model.Batch;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.tokenizer.Detokenizer;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: the tokens known so far (prompt and output), those of them whose KV is
 * computed, and the draft that is being verified. Each step computes known tokens whose KV is
 * missing; once none is missing but the last, the step also verifies a draft behind it. Used by the
 * scheduler's thread alone.
 */
final class Sequence {
  /** Most tokens of a draft: with the token before them they fill three tiles of six rows. */
  static final int MAX_DRAFT = 17;

  private final GenerationRequest request;
  private final Response response;
  private final Detokenizer detokenizer;
  private final StopMatcher stops;
  private final Sampler sampler;
  private final int[] stopTokens;
  private final Likelihood likelihood = new Likelihood();

  /** Text of a step. */
  private final StringBuilder text = new StringBuilder();

  private final Drafter drafter;
  private final DraftLength lengths;
  private final int contextLength;
  private final int vocabulary;
  private final boolean givesWay;
  private final long requestedAt = System.nanoTime();

  private final int[] known;
  private int knownLength;
  private final KvCache kv;
  private @Nullable PrefixLease lease;
  private final int[] draft = new int[MAX_DRAFT];
  private int draftLength;

  /** How long the drafter took, once it has made a draft: before, it may have read the prompt. */
  private long draftNanos;

  private boolean proposed;
  private int stepRows;

  /** Rows of the whole step without this sequence's draft. */
  private int plainRows;

  private int firstLogits;

  private int drafted;
  private int accepted;
  private int passes;
  private long startedAt;
  private long prefilledAt;
  private long firstTokenAt;
  private @Nullable FinishReason finished;

  Sequence(
      GenerationRequest request,
      Response response,
      Tokenizer tokenizer,
      int contextLength,
      int vocabulary,
      KvCache fresh,
      PassCost costs,
      boolean givesWay) {
    this.request = request;
    this.response = response;
    this.contextLength = contextLength;
    this.vocabulary = vocabulary;
    detokenizer = new Detokenizer(tokenizer, request.shown());
    this.givesWay = givesWay;
    stops = new StopMatcher(request.stopStrings());
    sampler = new Sampler(request.sampling());
    drafter = request.draft().open();
    stopTokens = request.stopTokens().stream().mapToInt(Integer::intValue).sorted().toArray();
    lengths = new DraftLength(costs, MAX_DRAFT);
    knownLength = request.prompt().length;
    // Room for all of the output: little beside its KV, and no step has to wait for a copy.
    int most = Math.min(request.maxTokens(), contextLength - knownLength);
    known = Arrays.copyOf(request.prompt(), knownLength + most);
    kv = fresh;
  }

  GenerationRequest request() {
    return request;
  }

  Response response() {
    return response;
  }

  /** Whether it is computed only when nobody else is. */
  boolean givesWay() {
    return givesWay;
  }

  boolean isCancelled() {
    return request.cancel().isCancelled();
  }

  /** Why it ended, or null while it runs. */
  @Nullable FinishReason finished() {
    return finished;
  }

  /** Starts it on the KV of the longest prefix that is known. */
  void start(PrefixCache prefixes) {
    startedAt = System.nanoTime();
    lease = prefixes.open(request.prompt(), kv);
  }

  /** Lets go of what it shares; what it has computed stays known if it ended as it should. */
  void leave(boolean keep) {
    if (lease != null && keep) {
      lease.end(known, kv);
    } else if (lease != null) {
      lease.release();
    }
  }

  /** Whether its prefill is over, so that a step needs one row and a draft. */
  boolean decoding() {
    return knownLength - kv.length() == 1;
  }

  /**
   * Adds this sequence's rows to a step.
   *
   * @param budget most rows of known tokens to add, at least 1
   * @param others rows of other sequences in this step, as far as they are known
   * @return how many rows of known tokens were added
   */
  int schedule(Batch batch, int budget, int others) {
    if (lease != null && !decoding()) {
      lease.catchUp(known, knownLength, kv);
    }
    int from = kv.length();
    int missing = knownLength - from;
    int n = Math.min(missing, budget);
    boolean complete = n == missing;
    stepRows = n;
    plainRows = others + n;
    draftLength = complete ? propose() : 0;
    firstLogits = complete ? batch.logits() : -1;
    kv.reserve(from + n + draftLength);
    for (int i = 0; i < n; i++) {
      if (complete && i == n - 1) {
        batch.addWithLogits(known[from + i], from + i, kv);
      } else {
        batch.add(known[from + i], from + i, kv);
      }
    }
    for (int i = 0; i < draftLength; i++) {
      batch.addWithLogits(draft[i], from + n + i, kv);
    }
    return n;
  }

  /**
   * A draft of tokens that the model knows, which neither the output limit nor the context would
   * cut.
   */
  private int propose() {
    int room = Math.min(request.maxTokens() - outputTokens(), contextLength - knownLength) - 1;
    int most = room <= 0 ? 0 : Math.min(lengths.next(plainRows), room);
    draftNanos = 0;
    if (most == 0) {
      return 0;
    }
    long start = System.nanoTime();
    var filter = request.filter();
    int n = filter == null ? 0 : filter.forced(draft, most);
    if (n == 0) {
      n = drafter.propose(draft, most);
    }
    if (proposed) {
      draftNanos = System.nanoTime() - start;
    }
    proposed |= n > 0;
    for (int i = 0; i < n; i++) {
      if (draft[i] < 0 || draft[i] >= vocabulary) {
        return i;
      }
    }
    return n;
  }

  /** Tokens produced so far. */
  int outputTokens() {
    return knownLength - request.prompt().length;
  }

  /**
   * Takes what the step computed: keeps the part of the draft that the model would have written,
   * and one token more.
   */
  void advance(ForwardPass pass) {
    int computed = kv.length() + stepRows;
    kv.setLength(computed);
    if (firstLogits < 0) {
      share();
      return;
    }
    passes++;
    drafted += draftLength;
    int acceptedBefore = accepted;
    if (prefilledAt == 0) {
      prefilledAt = System.nanoTime();
    }
    int before = knownLength;
    for (int i = 0; i <= draftLength && finished == null; i++) {
      int at = pass.logitsOffset(firstLogits + i);
      int token = choose(pass, at);
      if (token < 0) {
        finished = FinishReason.LENGTH;
        break;
      }
      boolean expected = i < draftLength && token == draft[i];
      if (expected) {
        accepted++;
        kv.setLength(computed + i + 1);
      }
      append(token);
      if (!expected) {
        break;
      }
    }
    lengths.learn(plainRows, draftLength, accepted - acceptedBefore, draftNanos);
    share();
    send(before);
  }

  private void share() {
    if (lease != null) {
      lease.grow(known, kv);
    }
  }

  /** The next token, or -1 if the filter allows none. */
  private int choose(ForwardPass pass, int at) {
    float[] logits = pass.logits();
    int vocabulary = pass.vocabulary();
    var filter = request.filter();
    boolean told = request.topLogprobs().isPresent();
    if (request.measured() || told) {
      // Before the filter takes tokens out.
      likelihood.measure(logits, at, vocabulary);
    }
    var top =
        told
            ? likelihood.likeliest(logits, at, vocabulary, request.topLogprobs().getAsInt())
            : List.<TokenProbability>of();
    var only = filter == null ? OptionalInt.empty() : filter.only();
    int token =
        only.isPresent() ? only.getAsInt() : sampler.choose(logits, at, vocabulary, pass.kernels());
    if (filter != null && !filter.allows(token)) {
      token = sampler.chooseAllowed(filter, token, logits, at, vocabulary, pass.kernels());
      if (token < 0) {
        return -1;
      }
    }
    if (request.measured()) {
      likelihood.add(logits[at + token]);
    }
    if (told && !isStop(token)) {
      response.tell(new TokenProbability(token, likelihood.of(logits[at + token]), top));
    }
    if (filter != null && !isStop(token)) {
      filter.accept(token);
    }
    return token;
  }

  private boolean isStop(int token) {
    return Arrays.binarySearch(stopTokens, token) >= 0;
  }

  private void append(int token) {
    if (firstTokenAt == 0) {
      firstTokenAt = System.nanoTime();
    }
    known[knownLength++] = token;
    if (isStop(token)) {
      finished = FinishReason.STOP;
      return;
    }
    drafter.accept(token);
    detokenizer.accept(token, stops.input());
    stops.release(text);
    if (stops.stopped()) {
      finished = FinishReason.STOP_STRING;
    } else if (outputTokens() >= request.maxTokens() || knownLength >= contextLength) {
      finished = FinishReason.LENGTH;
    }
  }

  /**
   * Sends the tokens from {@code first} on and their text, with what was held back if it is over.
   */
  private void send(int first) {
    if (finished != null && !stops.stopped()) {
      detokenizer.finish(stops.input());
      stops.release(text);
    }
    if (finished != null && !stops.stopped()) {
      stops.finish(text);
    }
    int end = finished == FinishReason.STOP ? knownLength - 1 : knownLength;
    if (first < end || !text.isEmpty()) {
      response.put(known, first, end, text);
      text.setLength(0);
    }
  }

  int drafted() {
    return drafted;
  }

  int accepted() {
    return accepted;
  }

  /** Pages of keys and values that nobody else has. */
  int ownPages() {
    return kv.pages() - (lease == null ? 0 : lease.sharedPages());
  }

  /** Tells the reader that it is over. */
  void finish(FinishReason reason, String message) {
    long now = System.nanoTime();
    long started = startedAt == 0 ? now : startedAt;
    long prefilled = prefilledAt == 0 ? now : prefilledAt;
    long first = firstTokenAt == 0 ? now : firstTokenAt;
    var stats =
        new GenerationStats(
            request.prompt().length,
            lease == null ? 0 : lease.hitTokens(),
            lease == null ? PrefixMiss.COLD : lease.miss(),
            outputTokens(),
            drafted,
            accepted,
            passes,
            started - requestedAt,
            prefilled - started,
            first - requestedAt,
            now - requestedAt);
    response.finish(new GenerationResult(reason, stats, message, likelihood.confidence()));
  }
}
