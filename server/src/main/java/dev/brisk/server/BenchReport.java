package dev.brisk.server;

import dev.brisk.engine.Ceiling;
import dev.brisk.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What {@code brisk model bench} has measured, as a table and as JSON.
 *
 * @param prompt prefill of the prompt, and decoding behind it
 * @param verify passes over drafts, the first without any; may be empty
 * @param failing responses, each without drafts and then with such as fail; may be empty
 */
record BenchReport(
    String model,
    String kernels,
    int threads,
    int runs,
    Ceiling ceiling,
    List<BenchRow> prompt,
    List<BenchRow> depths,
    List<BenchRow> verify,
    List<BenchRow> batch,
    List<BenchRow> failing) {

  void table(PrintWriter out) {
    out.printf("%s, %s, %d threads, median of %d runs%n", model, kernels, threads, runs);
    out.printf(
        Locale.ROOT,
        "ceiling  %.1f GB/s read from memory, %.0f GFLOP/s in f32%n%n",
        ceiling.bytesPerSecond() / 1e9,
        ceiling.operationsPerSecond() / 1e9);
    out.printf(
        "%-26s %10s %21s %8s %11s%n",
        "", "tokens/s", "(slowest to fastest)", "memory", "arithmetic");
    line(out, "prefill of " + prompt.get(0).size(), prompt.get(0), "");
    line(out, "decode behind it", prompt.get(1), "");
    for (var row : depths) {
      line(out, "decode at depth " + row.size(), row, "");
    }
    for (var row : verify) {
      line(
          out,
          "verify of " + row.size(),
          row,
          String.format(
              Locale.ROOT,
              "  %.3f ms, %.2f times a pass of one token",
              row.median() * 1e3,
              times(row)));
    }
    for (var row : batch) {
      line(out, "batch of " + row.size(), row, "");
    }
    for (int i = 0; i < failing.size(); i += 2) {
      var row = failing.get(i + 1);
      line(out, "decode of " + row.size() + ", no drafts", failing.get(i), "");
      line(
          out,
          "the same, drafts fail",
          row,
          String.format(Locale.ROOT, "  %.1f %% lost", 100 * lost(i)));
    }
    out.printf(
        "%nShares are of the ceiling, by the bytes of the file that a pass reads and the products%n"
            + "that it computes; weights that stay in the processor's caches may exceed it.%n");
    out.flush();
  }

  private void line(PrintWriter out, String name, BenchRow row, String more) {
    out.printf(
        Locale.ROOT,
        "%-26s %10.1f %21s %6.0f %% %9.0f %%%s%n",
        name,
        row.tokensPerSecond(),
        String.format(Locale.ROOT, "(%.1f to %.1f)", row.min(), row.max()),
        100 * row.memoryShare(ceiling),
        100 * row.arithmeticShare(ceiling),
        more);
  }

  /** What a pass costs relative to one of plain decoding. */
  private double times(BenchRow row) {
    return row.median() / verify.getFirst().median();
  }

  /** By how much failing drafts made a response longer. */
  private double lost(int i) {
    return failing.get(i + 1).median() / failing.get(i).median() - 1;
  }

  String json() {
    var json =
        new JsonWriter()
            .beginObject()
            .member("model", model)
            .member("kernels", kernels)
            .member("threads", threads)
            .member("runs", runs)
            .member("read_gb_per_s", rounded(ceiling.bytesPerSecond() / 1e9))
            .member("f32_gflop_per_s", rounded(ceiling.operationsPerSecond() / 1e9));
    json.name("prefill");
    row(json, prompt.get(0), "");
    json.name("decode");
    row(json, prompt.get(1), "");
    rows(json, "depths", "depth", depths);
    rows(json, "verify", "drafted", verify);
    rows(json, "batch", "sessions", batch);
    json.name("failing_drafts").beginArray();
    for (int i = 0; i < failing.size(); i += 2) {
      json.beginObject()
          .member("tokens", failing.get(i).tokens())
          .member("tokens_per_s", rounded(failing.get(i + 1).tokensPerSecond()))
          .member("without_drafts", rounded(failing.get(i).tokensPerSecond()))
          .member("lost", share(lost(i)))
          .endObject();
    }
    json.endArray();
    return json.endObject().toString();
  }

  private void rows(JsonWriter json, String name, String size, List<BenchRow> rows) {
    json.name(name).beginArray();
    for (var row : rows) {
      row(json, row, size);
    }
    json.endArray();
  }

  private void row(JsonWriter json, BenchRow row, String size) {
    json.beginObject();
    if (!size.isEmpty()) {
      json.member(size, row.size());
    }
    json.member("tokens", row.tokens())
        .member("tokens_per_s", rounded(row.tokensPerSecond()))
        .member("min", rounded(row.min()))
        .member("max", rounded(row.max()))
        .member("memory_share", share(row.memoryShare(ceiling)))
        .member("arithmetic_share", share(row.arithmeticShare(ceiling)));
    if (size.equals("drafted")) {
      json.member("ms", Math.round(row.median() * 1e6) / 1e3)
          .member("times_one_token", share(times(row)));
    }
    json.endObject();
  }

  private static double rounded(double rate) {
    return Math.round(rate * 10) / 10.0;
  }

  private static double share(double share) {
    return Math.round(share * 1000) / 1000.0;
  }
}
