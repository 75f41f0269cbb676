package dev.brisk.lab.results;

import static dev.brisk.lab.results.RunJson.constant;
import static dev.brisk.lab.results.RunJson.lower;

import dev.brisk.wire.json.JsonReader;
import dev.brisk.wire.json.JsonWriter;
import java.util.Optional;

/**
 * How a sample is written and read. Members that say nothing are left out; a file may hold a
 * hundred thousand of these, so they are read without a tree.
 */
final class SampleJson {
  private int index;
  private String caseId = "";
  private String group = "";
  private String kind = "";
  private long intended = Times.NONE;
  private long sent = Times.NONE;
  private long firstToken = Times.NONE;
  private long end = Times.NONE;
  private long applied = Times.NONE;
  private ChunkTimes chunks = ChunkTimes.NONE;
  private Tokens tokens = Tokens.NONE;
  private Phases phases = Phases.NONE;
  private Optional<Stop> stop = Optional.empty();
  private Sample.Outcome outcome = Sample.Outcome.UNFINISHED;
  private String error = "";
  private String answer = "";
  private Optional<Quality> quality = Optional.empty();

  private SampleJson() {}

  static void write(JsonWriter json, Sample sample) {
    var times = sample.times();
    json.beginObject().member("index", sample.index()).member("case", sample.caseId());
    some(json, "group", sample.group());
    some(json, "kind", sample.kind());
    json.member("intended_ns", times.intended());
    some(json, "sent_ns", times.sent(), Times.NONE);
    some(json, "first_token_ns", times.firstToken(), Times.NONE);
    some(json, "end_ns", times.end(), Times.NONE);
    some(json, "applied_ns", times.applied(), Times.NONE);
    if (sample.chunks().count() > 0) {
      json.name("chunk_gaps_us").beginArray();
      for (var i = 0; i < sample.chunks().count(); i++) {
        json.value(sample.chunks().gapMicros(i));
      }
      json.endArray();
    }
    if (!sample.tokens().equals(Tokens.NONE)) {
      write(json, sample.tokens());
    }
    if (!sample.phases().equals(Phases.NONE)) {
      write(json, sample.phases());
    }
    sample.stop().ifPresent(s -> write(json, s));
    json.member("outcome", lower(sample.outcome()));
    some(json, "error", sample.error());
    some(json, "answer", sample.answer());
    sample.quality().ifPresent(q -> write(json, q));
    json.endObject();
  }

  static Sample read(JsonReader json) {
    var read = new SampleJson();
    json.object(name -> read.member(json, name));
    return new Sample(
        read.index,
        read.caseId,
        read.group,
        read.kind,
        new Times(read.intended, read.sent, read.firstToken, read.end, read.applied),
        read.chunks,
        read.tokens,
        read.phases,
        read.stop,
        read.outcome,
        read.error,
        read.answer,
        read.quality);
  }

  private void member(JsonReader json, String name) {
    switch (name) {
      case "index" -> index = json.integer();
      case "case" -> caseId = json.text();
      case "group" -> group = json.text();
      case "kind" -> kind = json.text();
      case "intended_ns" -> intended = json.whole();
      case "sent_ns" -> sent = json.whole();
      case "first_token_ns" -> firstToken = json.whole();
      case "end_ns" -> end = json.whole();
      case "applied_ns" -> applied = json.whole();
      case "chunk_gaps_us" -> chunks = ChunkTimes.ofGaps(json.integers());
      case "tokens" -> tokens = tokens(json);
      case "phases_ms" -> phases = phases(json);
      case "stop" -> stop = Optional.of(stop(json));
      case "outcome" -> outcome = constant(Sample.Outcome.class, json.text());
      case "error" -> error = json.text();
      case "answer" -> answer = json.text();
      case "quality" -> quality = Optional.of(QualityJson.read(json));
      default -> json.skip();
    }
  }

  private static void write(JsonWriter json, Tokens tokens) {
    json.name("tokens").beginObject();
    some(json, "output", tokens.output(), Tokens.UNKNOWN);
    some(json, "prompt", tokens.prompt(), Tokens.UNKNOWN);
    some(json, "cached", tokens.cached(), Tokens.UNKNOWN);
    some(json, "drafted", tokens.drafted(), Tokens.UNKNOWN);
    some(json, "accepted", tokens.accepted(), Tokens.UNKNOWN);
    json.member("source", lower(tokens.source())).endObject();
  }

  private static Tokens tokens(JsonReader json) {
    var n = new int[] {-1, -1, -1, -1, -1};
    var source = new Tokens.Source[] {Tokens.Source.UNKNOWN};
    json.object(
        name -> {
          switch (name) {
            case "output" -> n[0] = json.integer();
            case "prompt" -> n[1] = json.integer();
            case "cached" -> n[2] = json.integer();
            case "drafted" -> n[3] = json.integer();
            case "accepted" -> n[4] = json.integer();
            case "source" -> source[0] = constant(Tokens.Source.class, json.text());
            default -> json.skip();
          }
        });
    return new Tokens(n[0], n[1], n[2], n[3], n[4], source[0]);
  }

  private static void write(JsonWriter json, Phases phases) {
    json.name("phases_ms").beginObject();
    some(json, "queue", phases.queue());
    some(json, "network", phases.network());
    some(json, "prefill", phases.prefill());
    some(json, "decode", phases.decode());
    some(json, "client", phases.client());
    json.endObject();
  }

  private static Phases phases(JsonReader json) {
    var ms = new double[] {-1, -1, -1, -1, -1};
    json.object(
        name -> {
          switch (name) {
            case "queue" -> ms[0] = json.number();
            case "network" -> ms[1] = json.number();
            case "prefill" -> ms[2] = json.number();
            case "decode" -> ms[3] = json.number();
            case "client" -> ms[4] = json.number();
            default -> json.skip();
          }
        });
    return new Phases(ms[0], ms[1], ms[2], ms[3], ms[4]);
  }

  private static void write(JsonWriter json, Stop stop) {
    json.name("stop").beginObject().member("requested_ns", stop.requested());
    some(json, "stopped_ns", stop.stopped(), Times.NONE);
    some(json, "tokens_after", stop.tokensAfter(), -1);
    some(json, "redirect_sent_ns", stop.redirectSent(), Times.NONE);
    some(json, "redirect_first_token_ns", stop.redirectFirstToken(), Times.NONE);
    json.endObject();
  }

  private static Stop stop(JsonReader json) {
    var n = new long[] {-1, -1, -1, -1, -1};
    json.object(
        name -> {
          switch (name) {
            case "requested_ns" -> n[0] = json.whole();
            case "stopped_ns" -> n[1] = json.whole();
            case "tokens_after" -> n[2] = json.integer();
            case "redirect_sent_ns" -> n[3] = json.whole();
            case "redirect_first_token_ns" -> n[4] = json.whole();
            default -> json.skip();
          }
        });
    return new Stop(n[0], n[1], (int) n[2], n[3], n[4]);
  }

  private static void write(JsonWriter json, Quality quality) {
    QualityJson.write(json.name("quality"), quality);
  }

  static void some(JsonWriter json, String name, String text) {
    if (!text.isEmpty()) {
      json.member(name, text);
    }
  }

  static void some(JsonWriter json, String name, long value, long nothing) {
    if (value != nothing) {
      json.member(name, value);
    }
  }

  /** With whole microseconds, which is more than clocks of two machines agree on. */
  private static void some(JsonWriter json, String name, double milliseconds) {
    if (milliseconds != Phases.UNKNOWN && Double.isFinite(milliseconds)) {
      json.member(name, Math.round(milliseconds * 1e3) / 1e3);
    }
  }
}
