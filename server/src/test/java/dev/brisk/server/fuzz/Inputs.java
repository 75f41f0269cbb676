package dev.brisk.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What is sent: good requests of every endpoint, and what becomes of them. One seed, one input. */
final class Inputs {
  private static final String TOOL =
      "{\"type\": \"function\", \"function\": {\"name\": \"f\", \"description\": \"d\", \"parameters\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}}}";
  private static final String EDIT =
      "\"path\": \"A.java\", \"text\": \"class A {\\n  int sum = 0;\\n}\\n\", \"region\": {\"first_line\": 2, \"last_line\": 2}, \"cursor_line\": 2, \"options\": {\"max_tokens\": 8}";

  /** A good request. */
  private record Good(String path, String body) {}

  private static final List<Good> POSTS =
      List.of(
          new Good(
              "/v1/responses",
              "{\"model\": \"\", \"stream\": true, \"input\": [{\"role\": \"user\", \"content\": [{\"type\": \"input_text\", \"text\": \"Hi.\"}]}, {\"type\": \"function_call\", \"name\": \"f\", \"arguments\": \"{}\", \"call_id\": \"c\"}, {\"type\": \"function_call_output\", \"call_id\": \"c\", \"output\": \"x\"}], \"max_output_tokens\": 4, \"temperature\": 0.5, \"top_p\": 0.9, \"tools\": [{\"type\": \"function\", \"name\": \"f\", \"parameters\": {\"type\": \"object\"}}], \"tool_choice\": \"auto\", \"text\": {\"format\": {\"type\": \"text\"}}, \"reasoning\": {\"effort\": \"low\"}, \"include\": [], \"store\": true, \"metadata\": {\"a\": \"b\"}, \"previous_response_id\": null}"),
          new Good(
              "/v1/chat/completions",
              "{\"model\": \"\", \"messages\": [{\"role\": \"system\", \"content\": \"s\"}, {\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Hi.\"}]}, {\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"c\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]}, {\"role\": \"tool\", \"tool_call_id\": \"c\", \"content\": \"x\"}], \"stream\": true, \"stream_options\": {\"include_usage\": true}, \"max_tokens\": 4, \"temperature\": 0.5, \"seed\": 1, \"stop\": [\"x\"], \"logprobs\": true, \"top_logprobs\": 2, \"n\": 1, \"tools\": ["
                  + TOOL
                  + "], \"tool_choice\": \"auto\", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"n\", \"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\", \"minimum\": 0}}, \"required\": [\"a\"]}}}, \"prediction\": {\"type\": \"content\", \"content\": \"p\"}}"),
          new Good(
              "/v1/completions",
              "{\"model\": \"\", \"prompt\": \"int a = \", \"suffix\": \";\", \"max_tokens\": 4, \"temperature\": 0.2, \"stop\": \"x\", \"seed\": 3, \"logprobs\": 1, \"stream\": false, \"echo\": false}"),
          new Good(
              "/infill",
              "{\"input_prefix\": \"int a = \", \"input_suffix\": \";\", \"prompt\": \"\", \"input_extra\": [{\"filename\": \"B.java\", \"text\": \"class B {}\"}], \"n_predict\": 4, \"n_indent\": 2, \"temperature\": 0.1, \"top_k\": 40, \"samplers\": [\"top_k\"], \"t_max_prompt_ms\": 500, \"t_max_predict_ms\": 500, \"stream\": false, \"cache_prompt\": true}"),
          new Good(
              "/completion",
              "{\"prompt\": \"int a = \", \"n_predict\": 4, \"stop\": [\"x\"], \"stream\": true, \"n_probs\": 2, \"grammar\": \"\", \"seed\": 1}"),
          new Good(
              "/tokenize",
              "{\"content\": \"int a;\", \"add_special\": true, \"parse_special\": false, \"with_pieces\": true}"),
          new Good("/detokenize", "{\"tokens\": [1, 2, 3]}"),
          new Good(
              "/v1/edits",
              "{\"type\": \"edit.create\", \"id\": \"e\", \"instruction\": \"rename sum to total\", "
                  + EDIT
                  + "}"),
          new Good(
              "/v1/edits/prewarm", "{\"type\": \"edit.prewarm\", \"id\": \"e\", " + EDIT + "}"));

  private static final List<Good> SOCKETS =
      List.of(
          new Good(
              "/v1/responses",
              POSTS
                  .get(0)
                  .body()
                  .replaceFirst(
                      "\\{",
                      "{\"type\": \"response.create\", \"stream_id\": \"L\", \"generate\": true, ")),
          new Good(
              "/v1/responses",
              "{\"type\": \"response.steer\", \"previous_response_id\": \"resp_1\", \"input\": [{\"role\": \"user\", \"content\": \"x\"}]}"),
          new Good(
              "/v1/responses",
              "{\"type\": \"response.interrupt\", \"response_id\": \"resp_1\", \"mode\": \"discard_partial_items\"}"),
          new Good("/v1/edits", POSTS.get(7).body()),
          new Good("/v1/edits", POSTS.get(8).body()),
          new Good(
              "/v1/edits",
              "{\"type\": \"edit.redirect\", \"id\": \"e\", \"instruction\": \"delete line 2\"}"),
          new Good(
              "/v1/edits",
              "{\"type\": \"edit.draft_instruction\", \"id\": \"e\", \"instruction\": \"ren\"}"),
          new Good("/v1/edits", "{\"type\": \"edit.cancel\", \"id\": \"e\"}"));

  private static final List<String> PATHS =
      List.of(
          "/v1/models",
          "/v1/status",
          "/metrics",
          "/props",
          "/health",
          "/v1/responses/resp_1",
          "/",
          "/%00",
          "/%zz",
          "/../../etc/passwd",
          "/v1/responses/" + "a".repeat(7000),
          "/" + "b".repeat(20_000),
          "*",
          "http://127.0.0.1/v1/models",
          "/v1/models?x=" + "%".repeat(40));

  private static final List<String> METHODS =
      List.of(
          "GET",
          "PUT",
          "DELETE",
          "PATCH",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "BREW",
          "G\u00e9T",
          "x".repeat(300),
          "");

  private final String token;

  Inputs(String token) {
    this.token = token;
  }

  /**
   * What a client sends.
   *
   * @param about a few words for whoever looks for what went wrong
   * @param first what is sent at once
   * @param then what is sent after a moment
   * @param hangsUp whether it then leaves without waiting for an answer
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Input(String about, byte[] first, byte[] then, boolean hangsUp) {}

  Input of(long seed) {
    var random = new Random(seed);
    // The first numbers of neighbouring seeds resemble each other.
    var _ = random.nextInt();
    var damage = new Damage(random);
    var post = POSTS.get(random.nextInt(POSTS.size()));
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 ->
          whole(post.path(), damage.values(post.body()).getBytes(StandardCharsets.UTF_8));
      case 4 -> whole(post.path(), damage.bytes(post.body()));
      case 5 -> slow(post, random);
      case 6 -> strangeHead(post, random);
      case 7, 8 -> socket(damage, random);
      default -> strangeFrames(random);
    };
  }

  private Input whole(String path, byte[] body) {
    return new Input(
        "POST " + path, request("POST", path, body.length, "", body), new byte[0], false);
  }

  /** The body comes late, in part, or never. */
  private Input slow(Good good, Random random) {
    var body = good.body().getBytes(StandardCharsets.UTF_8);
    int cut = random.nextInt(body.length);
    var first = request("POST", good.path(), body.length, "", Arrays.copyOf(body, cut));
    var rest = Arrays.copyOfRange(body, cut, body.length);
    boolean comes = random.nextBoolean();
    return new Input("slow POST " + good.path(), first, comes ? rest : new byte[0], !comes);
  }

  private Input strangeHead(Good good, Random random) {
    var body = good.body().getBytes(StandardCharsets.UTF_8);
    var none = new byte[0];
    return switch (random.nextInt(9)) {
      case 0 -> {
        var method = METHODS.get(random.nextInt(METHODS.size()));
        yield new Input(
            method + " " + good.path(),
            request(method, good.path(), body.length, "", body),
            none,
            false);
      }
      case 1 -> {
        var path = PATHS.get(random.nextInt(PATHS.size()));
        yield new Input("GET " + path, request("GET", path, 0, "", none), none, false);
      }
      case 2 -> {
        var header = "X-Long: " + "y".repeat(1 << (10 + random.nextInt(8))) + "\r\n";
        yield new Input(
            "long header", request("POST", good.path(), body.length, header, body), none, false);
      }
      case 3 -> {
        var headers = "X-Many: 1\r\n".repeat(5000);
        yield new Input(
            "many headers", request("POST", good.path(), body.length, headers, body), none, false);
      }
      case 4 -> {
        var length =
            List.of("-1", "x", "99999999999999999999", "9000000", "", "1, 2")
                .get(random.nextInt(6));
        var head =
            "POST "
                + good.path()
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                + length
                + "\r\n\r\n";
        yield new Input("Content-Length: " + length, join(head, body), none, true);
      }
      case 5 -> {
        var size = List.of("zz", "-5", "ffffffffffffffff", "5;x=\"", "").get(random.nextInt(5));
        var head =
            "POST "
                + good.path()
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + size
                + "\r\n";
        yield new Input("chunk of " + size, join(head, body), none, true);
      }
      case 6 -> {
        var host =
            List.of("evil.example", "", "127.0.0.1:x", "[::1", "127.0.0.1\r\nHost: localhost")
                .get(random.nextInt(5));
        var head = "GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        yield new Input("Host: " + host, join(head, none), none, false);
      }
      case 7 -> {
        var line =
            List.of(
                    "PRI * HTTP/2.0",
                    "GET /",
                    "GET / HTTP/9.9",
                    "\u0016\u0003\u0001\u0002\u0000",
                    "GET  /  HTTP/1.1",
                    "\r\n\r\n\r\n")
                .get(random.nextInt(6));
        yield new Input("first line " + line, join(line + "\r\n\r\n", none), none, true);
      }
      default -> {
        var header =
            List.of(
                    "Authorization: Bearer \u0000\r\n",
                    "Authorization: Basic x\r\n",
                    "Origin: http://evil.example\r\n",
                    "Content-Encoding: gzip\r\n",
                    "Expect: 100-continue\r\n",
                    "Expect: the-unexpected\r\n",
                    "Accept: \r\n",
                    "no colon at all\r\n",
                    ": no name\r\n")
                .get(random.nextInt(9));
        yield new Input(
            "header " + header.strip(),
            request("POST", good.path(), body.length, header, body),
            none,
            true);
      }
    };
  }

  /** A message that is spoiled, and then one that is not. */
  private Input socket(Damage damage, Random random) {
    var good = SOCKETS.get(random.nextInt(SOCKETS.size()));
    var message =
        random.nextInt(4) == 0
            ? damage.bytes(good.body())
            : damage.values(good.body()).getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    out.writeBytes(upgrade(good.path(), "13"));
    out.writeBytes(frame(0x81, message));
    out.writeBytes(frame(0x81, good.body().getBytes(StandardCharsets.UTF_8)));
    return new Input(
        "WebSocket "
            + good.path()
            + " "
            + new String(message, 0, Math.min(message.length, 300), StandardCharsets.UTF_8),
        out.toByteArray(),
        frame(0x88, new byte[] {3, (byte) 0xE8}),
        false);
  }

  private Input strangeFrames(Random random) {
    var good = SOCKETS.get(random.nextInt(SOCKETS.size()));
    var body = good.body().getBytes(StandardCharsets.UTF_8);
    int kind = random.nextInt(14);
    var frames =
        switch (kind) {
          case 0 -> Arrays.copyOf(frame(0x81, body), 1 + random.nextInt(body.length));
          case 1 -> unmasked(body);
          case 2 -> frame(0xF1, body);
          case 3 -> frame(0x83, body);
          case 4 -> length(Long.MAX_VALUE);
          case 5 -> length(-1);
          case 6 -> frame(0x80, body);
          case 7 -> frame(0x81, new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});
          case 8 -> frame(0x88, new byte[] {3});
          case 9 -> frame(0x88, new byte[] {0, 1, 2, 3});
          case 10 -> frame(0x89, new byte[200]);
          case 11 -> frame(0x09, new byte[] {1});
          case 12 -> join(frame(0x01, body), frame(0x81, body));
          default -> frame(0x82, body);
        };
    var version = random.nextInt(8) == 0 ? "7" : "13";
    return new Input(
        "frames of kind " + kind + " at " + good.path(),
        join(upgrade(good.path(), version), frames),
        new byte[0],
        true);
  }

  private byte[] upgrade(String path, String version) {
    return join(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
            + version
            + "\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        new byte[0]);
  }

  private byte[] request(String method, String path, int length, String headers, byte[] body) {
    return join(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n",
        body);
  }

  private static byte[] frame(int first, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    // Masked with zeros, which leaves it as it is.
    frame.putInt(0).put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] unmasked(byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 4).put((byte) 0x81).put((byte) 126);
    return frame.putShort((short) payload.length).put(payload).array();
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(24).put((byte) 0x81).put((byte) 0xFF).putLong(length).array();
  }

  private static byte[] join(String head, byte[] body) {
    return join(head.getBytes(StandardCharsets.UTF_8), body);
  }

  private static byte[] join(byte[] first, byte[] second) {
    var whole = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    return whole;
  }
}
