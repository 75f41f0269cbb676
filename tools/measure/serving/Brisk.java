import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.HttpLink;
import dev.brisk.wire.stream.HttpReply;
import dev.brisk.wire.stream.WebSocketLink;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A server of one's own in a process of its own, and what it takes of the machine. */
final class Brisk implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path folder;
  private final Process process;
  private final ServerState state;
  private HttpLink owner;

  private Brisk(Path folder, Process process, ServerState state) throws IOException {
    this.folder = folder;
    this.process = process;
    this.state = state;
    this.owner = HttpLink.connect(state.uri(), TIMEOUT);
  }

  /** Starts {@code brisk serve} and waits until it answers. */
  static Brisk serve(String... options) throws Exception {
    return start(List.of(), options);
  }

  /** The same on one core alone. */
  static Brisk serveOnCore(int core, String... options) throws Exception {
    return start(List.of("taskset", "-c", Integer.toString(core)), options);
  }

  /** A server that says what a script says, given in lines. */
  static Brisk scripted(int core, String script, String... more) throws Exception {
    Path file = Files.createTempFile("brisk-script", ".jsonl");
    try {
      Files.writeString(file, script);
      var options = new ArrayList<>(List.of("--scripted", file.toString()));
      options.addAll(List.of(more));
      var all = options.toArray(new String[0]);
      return core < 0 ? serve(all) : serveOnCore(core, all);
    } finally {
      Files.delete(file);
    }
  }

  private static Brisk start(List<String> before, String... options) throws Exception {
    Path folder = Files.createTempDirectory("brisk-measure");
    var command = new ArrayList<>(before);
    command.addAll(List.of("./brisk", "serve"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BRISK_STATE_DIR", folder.toString());
    builder.redirectOutput(folder.resolve("serve.log").toFile());
    var process = builder.start();
    // It must not outlive this process, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    while (process.isAlive()) {
      var state = ServerState.read(folder.resolve("server.json"));
      if (state.isPresent()) {
        return new Brisk(folder, process, state.get());
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("brisk serve ended: " + Files.readString(folder.resolve("serve.log")));
  }

  URI uri() {
    return state.uri();
  }

  String model() {
    return state.model();
  }

  Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + state.token());
  }

  String token() {
    return state.token();
  }

  HttpLink http() throws IOException {
    return HttpLink.connect(uri(), TIMEOUT);
  }

  WebSocketLink socket(String path) throws IOException {
    return WebSocketLink.connect(uri(), path, state.token(), TIMEOUT);
  }

  /** What {@code GET /v1/status} says. For one thread at a time. */
  synchronized JsonObject status() throws IOException {
    HttpReply reply;
    try {
      reply = owner.get("/v1/status", headers());
    } catch (EOFException e) {
      // It was silent for so long that the server has closed it.
      owner = http();
      reply = owner.get("/v1/status", headers());
    }
    return Json.parseObject(reply.text());
  }

  /** Whether the engine of the first model computes nothing. */
  boolean engineIsIdle() throws IOException {
    var engine = status().objects("models").getFirst();
    return engine.requireInteger("running") + engine.requireInteger("waiting") == 0;
  }

  /** Waits until no request runs or waits; false if that does not come about. */
  boolean awaitIdle(Duration most) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      var now = status();
      if (now.requireInteger("running") == 0 && now.requireInteger("queued") == 0) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /**
   * What it has of the machine, after a full collection.
   *
   * @param heap live bytes
   * @param direct bytes of direct buffers
   * @param resident bytes of memory that the process has
   * @param kvPages bytes of keys and values of running responses
   * @param prefixes bytes of the prefix cache, which has a bound
   */
  record Footprint(
      long heap, long direct, long resident, long files, long threads, long kvPages, long prefixes) {}

  Footprint footprint() throws Exception {
    long heap = liveBytes();
    for (int i = 0; i < 2; i++) {
      // What a collection finds dead, such as buffers and threads that have ended, is let go after it.
      heap = liveBytes();
    }
    var now = status();
    var memory = now.requireObject("memory");
    long kv = 0;
    long prefixes = 0;
    for (var model : now.objects("models")) {
      kv += (long) model.number("kv_bytes").orElse(0);
      prefixes += model.object("prefixes").map(p -> (long) p.number("bytes").orElse(0)).orElse(0L);
    }
    return new Footprint(
        heap,
        (long) memory.number("direct_bytes").orElseThrow(),
        kilobytes("VmRSS") * 1024,
        entries("fd"),
        entries("task"),
        kv,
        prefixes);
  }

  /** Bytes of living objects, after a collection; without what the collector fills gaps with. */
  private long liveBytes() throws Exception {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.class_histogram").start();
    long bytes = 0;
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var words = line.strip().split("\\s+");
        if (words.length >= 4 && words[0].endsWith(":") && !words[3].contains("FillerElement")) {
          bytes += Long.parseLong(words[2]);
        }
      }
    }
    if (process.waitFor() != 0 || bytes == 0) {
      throw new IllegalStateException("jcmd could not look at the server's heap");
    }
    return bytes;
  }

  private long pid() {
    return process.pid();
  }

  /** Nanoseconds of processors that it has used. */
  long processorNanos() throws IOException {
    var stat = Files.readString(proc("stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    // Of a hundredth of a second each, on all Linux systems.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000_000;
  }

  private long kilobytes(String name) throws IOException {
    return Files.readAllLines(proc("status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private long entries(String kind) throws IOException {
    try (var all = Files.list(proc(kind))) {
      return all.count();
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("serve.log"));
  }

  @Override
  public void close() throws Exception {
    owner.close();
    process.destroy();
    process.waitFor();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
