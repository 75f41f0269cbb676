package dev.brisk.lab.results;

import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How everything in {@code results.json} but the samples is written and read. */
final class RunJson {
  private RunJson() {}

  static void write(JsonWriter json, Run run) {
    json.beginObject()
        .member("command", run.command())
        .member("target", run.target())
        .member("api", run.api());
    json.name("workload")
        .beginObject()
        .member("name", run.workload().name())
        .member("detail", run.workload().detail())
        .member("sha256", run.workload().sha256())
        .member("cases", run.workload().cases())
        .endObject();
    write(json.name("load"), run.load());
    json.member("objective", run.objective())
        .member("salted_prompts", run.saltedPrompts())
        .member("answers", run.answers())
        .member("seed", run.seed())
        .member("started_at", run.startedAt().toString())
        .member("warm_up_excluded", run.warmUpExcluded())
        .member("tokenizer", run.tokenizer())
        .member("brisk_version", run.briskVersion());
    var client = run.client();
    json.name("client")
        .beginObject()
        .member("cpu", client.cpu())
        .member("cores", client.cores())
        .member("memory_bytes", client.memoryBytes())
        .member("os", client.os())
        .member("jvm", client.jvm())
        .endObject();
    json.name("target_says").beginObject();
    run.targetSays().forEach(json::member);
    json.endObject().endObject();
  }

  static Run run(JsonObject json) {
    var workload = json.requireObject("workload");
    var client = json.requireObject("client");
    Map<String, String> says = new LinkedHashMap<>();
    json.object("target_says")
        .ifPresent(o -> o.members().forEach((k, v) -> says.put(k, ResultsReader.text(v))));
    return new Run(
        json.texts("command"),
        json.requireText("target"),
        json.requireText("api"),
        new Workload(
            workload.requireText("name"),
            workload.text("detail").orElse(""),
            workload.requireText("sha256"),
            workload.requireInteger("cases")),
        load(json.requireObject("load")),
        json.requireText("objective"),
        json.bool("salted_prompts").orElse(true),
        json.requireText("answers"),
        whole(json, "seed"),
        instant(json.requireText("started_at")),
        json.requireInteger("warm_up_excluded"),
        json.requireText("tokenizer"),
        json.requireText("brisk_version"),
        new Client(
            client.requireText("cpu"),
            client.requireInteger("cores"),
            whole(client, "memory_bytes"),
            client.requireText("os"),
            client.requireText("jvm")),
        says);
  }

  static void write(JsonWriter json, Step step) {
    json.beginObject()
        .member("group", step.group())
        .member("per_second", step.perSecond())
        .member("from_ns", step.fromNanos())
        .member("to_ns", step.toNanos())
        .member("met", step.met())
        .member("sentence", step.sentence())
        .endObject();
  }

  static Step step(JsonObject json) {
    return new Step(
        json.requireText("group"),
        number(json, "per_second"),
        whole(json, "from_ns"),
        whole(json, "to_ns"),
        json.bool("met").orElse(false),
        json.requireText("sentence"));
  }

  static void write(JsonWriter json, Ending ending) {
    json.beginObject()
        .member("how", lower(ending.how()))
        .member("sentence", ending.sentence())
        .member("duration_ns", ending.durationNanos())
        .member("warnings", ending.warnings())
        .endObject();
  }

  static Ending ending(JsonObject json) {
    return new Ending(
        constant(Ending.How.class, json.requireText("how")),
        json.requireText("sentence"),
        whole(json, "duration_ns"),
        json.texts("warnings"));
  }

  private static void write(JsonWriter json, Load load) {
    json.beginObject();
    switch (load) {
      case Load.Poisson p -> json.member("kind", "poisson").member("per_second", p.perSecond());
      case Load.Constant c -> json.member("kind", "constant").member("per_second", c.perSecond());
      case Load.Closed c -> json.member("kind", "closed").member("clients", c.clients());
      case Load.Ladder l -> json.member("kind", "ladder").member("poisson", l.poisson());
    }
    json.endObject();
  }

  private static Load load(JsonObject json) {
    var kind = json.requireText("kind");
    return switch (kind) {
      case "poisson" -> new Load.Poisson(number(json, "per_second"));
      case "constant" -> new Load.Constant(number(json, "per_second"));
      case "closed" -> new Load.Closed(json.requireInteger("clients"));
      case "ladder" -> new Load.Ladder(json.bool("poisson").orElse(true));
      default -> throw new JsonException("'" + kind + "' is no kind of load.");
    };
  }

  /** A constant of an enum as the file says it. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant that the file says. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new JsonException(
          "'" + name + "' is no " + type.getSimpleName().toLowerCase(Locale.ROOT) + ".", e);
    }
  }

  private static double number(JsonObject json, String name) {
    return json.number(name).orElseThrow(() -> new JsonException("'" + name + "' is missing."));
  }

  /** A whole number of 64 bits, which a double would round. */
  private static long whole(JsonObject json, String name) {
    var value =
        json.member(name).orElseThrow(() -> new JsonException("'" + name + "' is missing."));
    if (value instanceof dev.brisk.wire.json.Json.Numeral number) {
      try {
        return Long.parseLong(number.digits());
      } catch (NumberFormatException e) {
        throw new JsonException("'" + name + "' must be a whole number.", e);
      }
    }
    throw new JsonException("'" + name + "' must be a number, not " + value.kind() + ".");
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new JsonException("'started_at' is no moment: " + text + ".", e);
    }
  }
}
