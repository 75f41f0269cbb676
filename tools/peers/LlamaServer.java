import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A llama-server of one's own on a free port of 127.0.0.1, asked for token ids over HTTP. */
final class LlamaServer implements Rewriter {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log = Files.createTempFile("llama-server", ".log");
  private final Process process;
  private final URI uri;

  /**
   * Starts it and waits until it answers.
   *
   * @param command how it is started, with the model and other options
   */
  LlamaServer(List<String> command) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    uri = URI.create("http://127.0.0.1:" + port);
    var all = new ArrayList<>(command);
    all.addAll(List.of("--host", "127.0.0.1", "--port", port + "", "-np", "1", "--no-webui"));
    process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    // It must not outlive this process, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      await();
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void await() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri.resolve("/health")).build();
    while (process.isAlive()) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("llama-server ended: " + Files.readString(log));
  }

  @Override
  public Answer rewrite(RewriteCase rewrite, int most) throws IOException, InterruptedException {
    var json = new JsonWriter().beginObject().name("prompt").beginArray();
    for (int token : rewrite.prompt()) {
      json.value(token);
    }
    json.endArray().name("n_predict").value(most).name("temperature").value(0);
    var answer = post("/completion", json.name("cache_prompt").value(true).endObject());
    return new Answer(
        answer.requireInteger("tokens_evaluated"), answer.requireInteger("tokens_predicted"));
  }

  private JsonObject post(String path, JsonWriter json) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + response.body());
    }
    return Json.parseObject(response.body());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Files.delete(log);
  }
}
