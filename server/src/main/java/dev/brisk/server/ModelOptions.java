package dev.brisk.server;

import dev.brisk.server.config.ModelSection;
import dev.brisk.server.config.ModelSection.LocalModel;
import dev.brisk.server.config.ModelSection.ScriptFile;
import dev.brisk.server.config.ModelSection.Source;
import dev.brisk.server.config.UpstreamModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code brisk serve} takes on who answers. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A GGUF file, or builtin, which it is if nothing else is said.")
  private @Nullable String model;

  @Option(
      names = "--draft-model",
      paramLabel = "FILE",
      description = {
        "A smaller model with the same vocabulary that drafts what --model then checks, where there",
        "is no region to draft from: the output is the same, and sooner there if it often agrees."
      })
  private @Nullable String draftModel;

  @Option(
      names = "--chat-template",
      paramLabel = "FILE",
      description =
          "A chat template in Jinja for --model, instead of its own or where it has none.")
  private @Nullable Path chatTemplate;

  @Option(
      names = "--upstream",
      paramLabel = "[NAME=]URL",
      description = {
        "An OpenAI-compatible engine elsewhere that answers (vLLM, SGLang, llama-server, a cloud).",
        "Several with one name, or without, are replicas of one model; with --model both are served."
      })
  private List<String> upstreams = new ArrayList<>();

  @Option(
      names = "--upstream-key-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the key for --upstream.")
  private @Nullable String upstreamKey;

  @Option(
      names = "--scripted",
      paramLabel = "FILE",
      description = "Say what this script says instead of asking a model: to test clients.")
  private @Nullable Path script;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private @Nullable Integer threads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description =
          "Most tokens of prompt and output together (default: the model's own limit, or what fits in memory).")
  private @Nullable Integer context;

  @Option(
      names = "--lab-replay",
      hidden = true,
      description =
          "Let edits say what the region is to become (options.replay_region), for measuring; they are no answers then.")
  private boolean labReplay;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Looks whether the options can be meant. */
  void check() {
    require(
        threads == null || (threads >= 1 && threads <= 1024), "--threads must be from 1 to 1024");
    require(context == null || context >= 1, "--context must be at least 1");
    require(
        script == null
            || (model == null && draftModel == null && chatTemplate == null && upstreams.isEmpty()),
        "--scripted answers instead of a model; leave --model, --draft-model, --chat-template and --upstream out");
    require(
        draftModel == null || model != null || upstreams.isEmpty(),
        "--draft-model drafts for --model; give it too");
    require(
        chatTemplate == null || model != null || upstreams.isEmpty(),
        "--chat-template is for --model; give it too");
    require(
        upstreamKey == null || !upstreams.isEmpty(),
        "--upstream-key-env is for --upstream; give it too");
  }

  /** Whether anything was said. */
  boolean given() {
    return model != null
        || draftModel != null
        || chatTemplate != null
        || script != null
        || !upstreams.isEmpty()
        || threads != null
        || context != null;
  }

  /** The models that are meant, at least one; the first is meant where a request names none. */
  List<ModelSection> sections() {
    if (script != null) {
      return List.of(section(Optional.empty(), new ScriptFile(script)));
    }
    var sections = new ArrayList<ModelSection>();
    if (model != null || upstreams.isEmpty()) {
      sections.add(
          section(
              Optional.empty(),
              new LocalModel(
                  model == null ? BuiltInModel.NAME : model,
                  Optional.ofNullable(draftModel),
                  threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                  Optional.ofNullable(chatTemplate))));
    }
    var byName = new LinkedHashMap<String, List<UpstreamModel.Replica>>();
    for (var upstream : upstreams) {
      // A URL may hold an equals sign too, but not before its scheme.
      int equals = upstream.indexOf('=');
      boolean named = equals > 0 && equals < upstream.indexOf("://");
      byName
          .computeIfAbsent(named ? upstream.substring(0, equals) : "", name -> new ArrayList<>())
          .add(replica(named ? upstream.substring(equals + 1) : upstream));
    }
    byName.forEach(
        (name, replicas) ->
            sections.add(
                section(
                    Optional.of(name).filter(n -> !n.isEmpty()),
                    UpstreamModel.of(replicas, Optional.ofNullable(upstreamKey)))));
    return List.copyOf(sections);
  }

  private UpstreamModel.Replica replica(String url) {
    try {
      return new UpstreamModel.Replica(UpstreamModel.address(url), 1);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private ModelSection section(Optional<String> name, Source source) {
    return new ModelSection(
        name, List.of(), context == null ? OptionalInt.empty() : OptionalInt.of(context), source);
  }

  /** Whether requests may say what the model answers, for measuring. */
  boolean replays() {
    return labReplay;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
