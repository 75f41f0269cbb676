import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.SampleEncoder;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.export.ExportCheck;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Continues prompts of real samples greedily with Brisk's engine and asks llama-server, at each place, for its ten likeliest
 * tokens after the same ones. Usage: LlamaEquality MODEL SAMPLES CHECKPOINT-OR-EMPTY COMMAND OF LLAMA-SERVER…
 */
public final class LlamaEquality {
  private static final int PROMPTS = 50;
  private static final int STEPS = 24;
  private static final int LONGEST = 640;
  private static final int TOP = 10;

  /** What is less likely than this decides nothing. */
  private static final double LIKELY = 0.01;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  private LlamaEquality(URI server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command = new ArrayList<>(List.of(args).subList(3, args.length));
    command.addAll(
        List.of("--host", "127.0.0.1", "--port", port + "", "-np", "1", "-t", "1", "--no-webui"));
    Path log = Files.createTempFile("llama-server", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      var client = new LlamaEquality(URI.create("http://127.0.0.1:" + port));
      client.await(process, log);
      client.compare(Path.of(args[0]), Path.of(args[1]), args[2]);
    } finally {
      process.destroy();
      process.waitFor();
      Files.delete(log);
    }
  }

  private void await(Process process, Path log) throws Exception {
    while (process.isAlive()) {
      try {
        var request = HttpRequest.newBuilder(server.resolve("/health")).build();
        if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("llama-server ended: " + Files.readString(log));
  }

  private void compare(Path file, Path samples, String checkpoint) throws Exception {
    var engineLlama = new Mean();
    var likely = new Mean();
    var engineTrainer = new Mean();
    var trainerLlama = new Mean();
    int sameBest = 0;
    int sameTokens = 0;
    TrainedNetwork network =
        checkpoint.isEmpty() ? null : TrainedNetwork.read(Path.of(checkpoint));
    List<int[]> prompts;
    try (var model = Model.open(file);
        var session = model.session(1, KernelChoice.AUTO)) {
      prompts = prompts(samples, model.tokenizer());
      int end = model.tokenizer().id("<|end|>").orElseThrow();
      for (int[] prompt : prompts) {
        sameTokens += Arrays.equals(prompt, tokenized(text(prompt, model.tokenizer()))) ? 1 : 0;
        session.truncate(0);
        float[] logits = session.forward(prompt);
        int[] tokens = prompt;
        for (int step = 0; step < STEPS; step++) {
          double[] engine = logProbabilities(logits);
          JsonObject top = ask(tokens);
          List<Json> llama = top.array("top_logprobs");
          double[] trainer = network == null ? engine : logProbabilities(last(network, tokens));
          if (network != null) {
            engineTrainer.add(ExportCheck.difference(last(network, tokens), logits));
          }
          for (Json each : llama.subList(0, TOP)) {
            var entry = (JsonObject) each;
            int id = entry.requireInteger("id");
            double found = entry.number("logprob").orElseThrow();
            engineLlama.add(Math.abs(engine[id] - found));
            if (found > Math.log(LIKELY)) {
              likely.add(Math.abs(engine[id] - found));
            }
            trainerLlama.add(Math.abs(trainer[id] - found));
          }
          int best = best(logits);
          sameBest += ((JsonObject) llama.getFirst()).requireInteger("id") == best ? 1 : 0;
          if (best == end) {
            break;
          }
          tokens = Arrays.copyOf(tokens, tokens.length + 1);
          tokens[tokens.length - 1] = best;
          logits = session.forward(new int[] {best});
        }
      }
    }
    int places = engineLlama.count / TOP;
    say("%s: %d prompts, %d places", file.getFileName(), prompts.size(), places);
    say("  prompts that llama.cpp tokenizes the same: %d of %d", sameTokens, prompts.size());
    say("  same likeliest token: %d of %d", sameBest, places);
    say("  mean absolute difference of the top-10 log-probabilities (and the largest one):");
    say("  engine and llama.cpp   %.5f (%.3f)", engineLlama.mean(), engineLlama.most);
    say("  … of tokens of 1 %% or more: %.5f (%.3f)", likely.mean(), likely.most);
    if (network != null) {
      say("  trainer and engine     %.5f (of one place: %.3f)", engineTrainer.mean(), engineTrainer.most);
      say("  trainer and llama.cpp  %.5f (%.3f)", trainerLlama.mean(), trainerLlama.most);
    }
  }

  /** Prompts from all over the file, as the server makes them. */
  private static List<int[]> prompts(Path file, Tokenizer tokenizer) throws IOException {
    var encoder = new SampleEncoder(tokenizer, new KnownWords(tokenizer));
    List<Sample> all;
    try (var samples = Samples.read(file)) {
      all = samples.toList();
    }
    var prompts = new ArrayList<int[]>();
    for (int i = 0; i < all.size() && prompts.size() < PROMPTS; i += Math.max(1, all.size() / (2 * PROMPTS))) {
      encoder
          .encode(all.get(i), i % 7)
          .map(SampleEncoder.Encoded::prompt)
          .filter(prompt -> prompt.length <= LONGEST)
          .ifPresent(prompts::add);
    }
    return prompts;
  }

  private static String text(int[] ids, Tokenizer tokenizer) {
    var bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      bytes.writeBytes(
          tokenizer.isControl(id)
              ? tokenizer.piece(id).getBytes(StandardCharsets.UTF_8)
              : tokenizer.bytes(id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private int[] tokenized(String text) throws Exception {
    var json = new JsonWriter().beginObject().name("content").value(text);
    json.name("add_special").value(false).name("parse_special").value(true);
    return post("/tokenize", json.endObject()).array("tokens").stream()
        .mapToInt(id -> (int) ((Json.Numeral) id).value())
        .toArray();
  }

  /** What llama.cpp finds likely after these tokens. */
  private JsonObject ask(int[] tokens) throws Exception {
    var json = new JsonWriter().beginObject().name("prompt").beginArray();
    for (int token : tokens) {
      json.value(token);
    }
    json.endArray().name("n_predict").value(1).name("n_probs").value(TOP);
    json.name("temperature").value(0).name("cache_prompt").value(true);
    var answer = post("/completion", json.endObject());
    return (JsonObject) answer.array("completion_probabilities").getFirst();
  }

  private JsonObject post(String path, JsonWriter json) throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + response.body());
    }
    return Json.parseObject(response.body());
  }

  /** The trainer's logits after the last of these tokens. */
  private static float[] last(TrainedNetwork network, int[] tokens) {
    return network.logits(Arrays.copyOf(tokens, tokens.length + 1), tokens.length).getLast();
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static double[] logProbabilities(float[] logits) {
    double max = logits[best(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    var result = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      result[i] = logits[i] - max - Math.log(sum);
    }
    return result;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static final class Mean {
    private int count;
    private double sum;
    private double most;

    void add(double value) {
      count++;
      sum += value;
      most = Math.max(most, value);
    }

    double mean() {
      return sum / Math.max(1, count);
    }
  }
}
