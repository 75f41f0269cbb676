package dev.brisk.server;

import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.KvType;
import dev.brisk.engine.Model;
import dev.brisk.engine.ModelCost;
import dev.brisk.engine.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The measurements of {@code brisk model bench}. Tokens are any: the work does not depend on them.
 */
final class Bench {
  /** Tokens of a prefill that are computed at once. */
  private static final int CHUNK = 256;

  /** Warm-up lasts at least this long and two runs, so that the kernels have been compiled. */
  private static final long WARM_NANOS = 3_000_000_000L;

  /** The same for what differs little from what has run already. */
  private static final long SHORT_WARM_NANOS = 500_000_000L;

  private final Model model;
  private final ModelCost cost;
  private final Session session;
  private final int runs;

  /**
   * @param runs measured runs of each kind
   */
  Bench(Model model, KvType kvType, Session session, int runs) {
    this.model = model;
    this.session = session;
    this.runs = runs;
    cost = model.cost(kvType);
  }

  /** Tokens as a prompt. */
  int[] tokens(int count, int seed) {
    int[] out = new int[count];
    int vocabulary = model.tokenizer().size();
    Arrays.setAll(out, i -> (int) ((i * 7919L + 13 + 101L * seed) % vocabulary));
    return out;
  }

  /** Prefill of a prompt, and decoding behind it. */
  List<BenchRow> prompt(int prefill, int decode) {
    int[] prompt = tokens(prefill, 0);
    double[][] measured = new double[runs][];
    long warmedUp = System.nanoTime() + WARM_NANOS;
    for (int i = 0; i < 2 || System.nanoTime() < warmedUp; i++) {
      var _ = prefillAndDecode(prompt, decode);
    }
    Arrays.setAll(measured, i -> prefillAndDecode(prompt, decode));
    int passes = (prefill + CHUNK - 1) / CHUNK;
    return List.of(
        new BenchRow(
            prefill,
            prefill,
            passes * cost.bytes(prefill / 2),
            cost.operations(prefill, passes),
            Arrays.stream(measured).mapToDouble(m -> m[0]).toArray()),
        decodeRow(prefill, decode, Arrays.stream(measured).mapToDouble(m -> m[1]).toArray()));
  }

  private BenchRow decodeRow(int depth, int decode, double[] seconds) {
    return new BenchRow(
        depth,
        decode,
        decode * cost.bytes(depth + decode / 2),
        decode * cost.operations(1, 1),
        seconds);
  }

  private double[] prefillAndDecode(int[] prompt, int decode) {
    session.truncate(0);
    long start = System.nanoTime();
    for (int from = 0; from < prompt.length; from += CHUNK) {
      var _ =
          session.forward(Arrays.copyOfRange(prompt, from, Math.min(prompt.length, from + CHUNK)));
    }
    long prefilled = System.nanoTime();
    decode(decode);
    return new double[] {(prefilled - start) / 1e9, (System.nanoTime() - prefilled) / 1e9};
  }

  private void decode(int count) {
    int[] token = tokens(1, 0);
    for (int i = 0; i < count; i++) {
      token = session.verify(token);
    }
  }

  /** Decoding behind so many positions, whose keys and values are not computed. */
  BenchRow depth(int depth, int decode) {
    return decodeRow(
        depth,
        decode,
        measure(
            () -> {
              session.truncate(0);
              if (depth > 0) {
                session.skip(depth);
              }
              long start = System.nanoTime();
              decode(decode);
              return (System.nanoTime() - start) / 1e9;
            }));
  }

  /** A pass over a token and so many drafted ones behind it; 0 is a pass of plain decoding. */
  BenchRow verify(int drafted) {
    int rows = drafted + 1;
    int[] tokens = tokens(rows, 0);
    // As many passes as a median needs that is more than the jitter of one.
    int passes = 8;
    double[] seconds =
        measure(
            () -> {
              long start = System.nanoTime();
              for (int i = 0; i < passes; i++) {
                session.truncate(0);
                var _ = session.verify(tokens);
              }
              return (System.nanoTime() - start) / 1e9 / passes;
            });
    return new BenchRow(drafted, rows, cost.bytes(rows), cost.operations(rows, rows), seconds);
  }

  /**
   * One response without drafts, and one with drafts of which nothing is accepted, in turn, so that
   * both see the same machine.
   */
  List<BenchRow> failing(Engine engine, int decode) {
    int[] seed = {0};
    double[][] seconds = new double[2][runs];
    for (int run = -1; run < runs; run++) {
      for (int i = 0; i < 2; i++) {
        var draft = i == 0 ? DraftSource.none() : (DraftSource) FailingDraft::new;
        double took = batchRun(engine, 1, decode, seed, draft);
        if (run >= 0) {
          seconds[i][run] = took;
        }
      }
    }
    double bytes = decode * (cost.bytes(0) + 0.5 * decode * cost.kvBytes());
    double operations = decode * cost.operations(1, 1);
    return List.of(
        new BenchRow(decode, decode, bytes, operations, seconds[0]),
        new BenchRow(decode, decode, bytes, operations, seconds[1]));
  }

  /** Proposes as much as may be, all of it wrong unless the model counts upwards. */
  private static final class FailingDraft implements DraftSource.Drafter {
    private int last;

    @Override
    public void accept(int token) {
      last = token;
    }

    @Override
    public int propose(int[] into, int max) {
      Arrays.fill(into, 0, max, last + 1);
      return max;
    }
  }

  /** So many responses at once through the engine; time from the first request to the last end. */
  BenchRow batch(Engine engine, int sessions, int decode) {
    int[] seed = {0};
    double[] seconds = measure(() -> batchRun(engine, sessions, decode, seed, DraftSource.none()));
    return new BenchRow(
        sessions,
        sessions * decode,
        decode * (cost.bytes(0) + 0.5 * sessions * decode * cost.kvBytes()),
        decode * cost.operations(sessions, sessions),
        seconds);
  }

  /**
   * Prompts are of two tokens and new each time, so that none is answered from the prefix cache.
   */
  private double batchRun(Engine engine, int sessions, int decode, int[] seed, DraftSource draft) {
    List<Generation> generations = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < sessions; i++) {
      generations.add(
          engine.generate(
              GenerationRequest.of(tokens(2, ++seed[0])).maxTokens(decode).draft(draft)));
    }
    try {
      for (var generation : generations) {
        while (generation.next().isPresent()) {
          // Only the work counts.
        }
        var result = generation.result();
        if (result.reason() == FinishReason.FAILED) {
          throw new CommandException("The engine failed: " + result.message() + ".");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("The measurement was interrupted.", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private double[] measure(DoubleSupplier run) {
    long warmedUp = System.nanoTime() + SHORT_WARM_NANOS;
    do {
      var _ = run.getAsDouble();
    } while (System.nanoTime() < warmedUp);
    double[] seconds = new double[runs];
    Arrays.setAll(seconds, i -> run.getAsDouble());
    return seconds;
  }
}
