package dev.brisk.server.fuzz;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sends what no client should send to every endpoint. Each answer must be one below 500 or a closed
 * connection, in time, and nothing may go on running after. One seed makes one input.
 *
 * <pre>
 * EndpointFuzz [--minutes N] [--seed S] [--again S]
 * </pre>
 */
public final class EndpointFuzz {
  /** An answer takes so long at the most, in milliseconds. */
  private static final int PATIENCE = 20_000;

  /** So long after everything was sent a client closes that expects no answer. */
  private static final int MOMENT = 30;

  private static final int BETWEEN_LOOKS = 100;
  private static final int MOST_TOLD = 20;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
  private static final Pattern FAILED =
      Pattern.compile(
          "\"internal_error\"|\"engine_failed\"|\"status\":5[0-9][0-9]|HTTP/1\\.1 5[0-9][0-9]");

  private final int port;
  private final String token;
  private final Inputs inputs;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> failures = new ArrayList<>();
  private final TreeMap<String, Integer> answers = new TreeMap<>();

  /**
   * @param token of the server's owner
   */
  public EndpointFuzz(int port, String token) {
    this.port = port;
    this.token = token;
    this.inputs = new Inputs(token);
  }

  /** What went wrong, one line each, with the seed that makes it happen again. */
  public List<String> failures() {
    return failures;
  }

  /** How many answers there were of each status. */
  public Map<String, Integer> answers() {
    return answers;
  }

  /**
   * Sends the inputs of some seeds one after the other, and looks now and then whether the server
   * has become idle.
   */
  public void run(long from, long to) throws IOException, InterruptedException {
    for (long seed = from; seed < to; seed++) {
      send(seed);
      if (seed % BETWEEN_LOOKS == 0 || seed == to - 1) {
        awaitIdle(seed);
      }
    }
  }

  private void send(long seed) {
    var input = inputs.of(seed);
    String answer;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE);
      answer = exchange(socket, input);
    } catch (SocketTimeoutException e) {
      fail(seed, input, "no answer in " + PATIENCE / 1000 + " s");
      return;
    } catch (IOException e) {
      // The server has closed the connection while more was sent.
      answer = "";
    }
    var status = STATUS.matcher(answer);
    var _ = answers.merge(status.lookingAt() ? status.group(1) : "closed", 1, Integer::sum);
    var failed = FAILED.matcher(answer);
    if (failed.find()) {
      int start = Math.max(0, failed.start() - 300);
      fail(seed, input, answer.substring(start, Math.min(answer.length(), start + 600)));
    }
  }

  private static String exchange(Socket socket, Inputs.Input input) throws IOException {
    var out = socket.getOutputStream();
    out.write(input.first());
    if (input.hangsUp()) {
      socket.setSoTimeout(MOMENT);
    } else {
      out.write(input.then());
    }
    var answer = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      if (!input.hangsUp()) {
        throw e;
      }
    } catch (IOException e) {
      // Reset: what came before counts.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private void fail(long seed, Inputs.Input input, String what) {
    failures.add(
        "seed " + seed + " (" + input.about().lines().findFirst().orElse("") + "): " + what);
  }

  /** Waits until nothing runs and nobody is connected. */
  private void awaitIdle(long seed) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE).toNanos();
    JsonObject now;
    do {
      now = status();
      boolean open =
          now.requireObject("sockets").members().values().stream()
              .anyMatch(n -> n instanceof Json.Numeral number && number.value() != 0);
      if (now.requireInteger("running") == 0 && now.requireInteger("queued") == 0 && !open) {
        return;
      }
      Thread.onSpinWait();
    } while (System.nanoTime() < end);
    failures.add("before seed " + (seed + 1) + ": something goes on that nobody waits for: " + now);
  }

  private JsonObject status() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/status"))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMillis(PATIENCE))
            .build();
    return Json.parseObject(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  public static void main(String[] args) throws Exception {
    var words = List.of(args);
    long seed = value(words, "--again").or(() -> value(words, "--seed")).orElse(System.nanoTime());
    double minutes = value(words, "--minutes").orElse(1L);
    boolean again = words.contains("--again");
    boolean good = true;
    System.out.println("seed " + seed);
    var script = Files.createTempFile("brisk-fuzz", ".jsonl");
    Files.writeString(
        script,
        "{\"say\": [{\"tokens\": 3}, {\"call\": \"f\", \"arguments\": {}}], \"repeat\": true}");
    for (var options : List.of(List.of("--scripted", script.toString()), List.<String>of())) {
      good &= fuzz(options, seed, again, minutes / 2);
    }
    Files.delete(script);
    System.exit(good ? 0 : 1);
  }

  private static Optional<Long> value(List<String> words, String name) {
    int at = words.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(Long.parseLong(words.get(at + 1)));
  }

  /** One server of its own; false if something went wrong. */
  private static boolean fuzz(List<String> options, long seed, boolean again, double minutes)
      throws Exception {
    var folder = Files.createTempDirectory("brisk-fuzz");
    var command = new ArrayList<>(List.of("./brisk", "serve"));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var log = folder.resolve("serve.log");
    builder.environment().put("BRISK_STATE_DIR", folder.toString());
    var process = builder.redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      var state = await(process, folder);
      var fuzz = new EndpointFuzz(state.port(), state.token());
      long end = System.nanoTime() + (long) (minutes * 60e9);
      long next = seed;
      do {
        fuzz.run(next, next + (again ? 1 : BETWEEN_LOOKS));
        next += BETWEEN_LOOKS;
      } while (!again && System.nanoTime() < end);
      System.out.printf(
          "%s  malformed input at every endpoint, %s: %,d inputs, answers %s, %d failures%n",
          fuzz.failures.isEmpty() ? "PASS" : "MISS",
          state.model(),
          next - seed,
          fuzz.answers,
          fuzz.failures.size());
      fuzz.failures.stream().limit(MOST_TOLD).forEach(System.out::println);
      if (!fuzz.failures.isEmpty()) {
        System.out.println(
            Files.readString(log)
                .lines()
                .filter(l -> l.contains("Exception") || l.contains("at dev.brisk"))
                .limit(60)
                .reduce("", (a, b) -> a + "\n" + b));
      }
      return fuzz.failures.isEmpty();
    } finally {
      process.destroy();
      var _ = process.waitFor();
    }
  }

  private static ServerState await(Process process, Path folder) throws Exception {
    while (process.isAlive()) {
      var state = ServerState.read(folder.resolve("server.json"));
      if (state.isPresent()) {
        return state.get();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "brisk serve ended: " + Files.readString(folder.resolve("serve.log")));
  }
}
