package dev.brisk.server;

import dev.brisk.engine.EngineOptions;
import dev.brisk.server.admission.Admission;
import dev.brisk.server.admission.AdmittedResponder;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.admission.Tier;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.config.ModelSection;
import dev.brisk.server.config.ModelSection.LocalModel;
import dev.brisk.server.config.ModelSection.ScriptFile;
import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.scripted.Script;
import dev.brisk.server.scripted.ScriptException;
import dev.brisk.server.scripted.ScriptedResponder;
import dev.brisk.server.upstream.UpstreamResponder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of one server, opened; it owns and closes them. */
final class ServedModels implements AutoCloseable {
  private final List<Responder> responders = new ArrayList<>();
  private final Map<String, String> aliases = new HashMap<>();

  /** What requests wait in, one for each model. */
  private final List<Admission> lines = new ArrayList<>();

  private final ContextOptions contexts;
  private final AdmissionOptions admission;
  private final Limits limits;
  private final Map<String, String> environment;
  private final boolean replays;

  /**
   * None yet; {@link #open} opens them.
   *
   * @param admission how many answers of each run at a time
   * @param limits what callers may ask for
   * @param environment holds the keys of upstreams
   * @param replays whether requests may say what local models answer
   */
  ServedModels(
      ContextOptions contexts,
      AdmissionOptions admission,
      Limits limits,
      Map<String, String> environment,
      boolean replays) {
    this.contexts = contexts;
    this.admission = admission;
    this.limits = limits;
    this.environment = environment;
    this.replays = replays;
  }

  /**
   * Opens models.
   *
   * @param sections at least one
   * @return this
   * @throws CommandException if one cannot be had; the others are closed then
   */
  ServedModels open(List<ModelSection> sections) throws InterruptedException {
    try {
      int local = (int) sections.stream().filter(s -> s.source() instanceof LocalModel).count();
      for (var section : sections) {
        add(section, local);
      }
      checkNames();
      return this;
    } catch (RuntimeException | Error | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** The models by name and alias. */
  Models models() {
    return new Models(responders, aliases);
  }

  /** All, in the order of the sections. */
  List<Responder> all() {
    return List.copyOf(responders);
  }

  /**
   * Looks whether all models that tiers may use are there.
   *
   * @throws CommandException which names one that is not
   */
  void check(List<Tier> tiers) {
    var names = responders.stream().map(responder -> responder.model().name()).toList();
    for (var tier : tiers) {
      for (var model : tier.models()) {
        if (!names.contains(model)) {
          throw new CommandException(
              "The tier '%s' may use the model '%s', which is not served under this name; name one of %s in 'models'."
                  .formatted(tier.name(), model, String.join(", ", names)));
        }
      }
    }
  }

  /** How many questions wait for their turn, over all models. */
  long waiting() {
    return lines.stream().mapToLong(Admission::waiting).sum();
  }

  @Override
  public void close() {
    responders.forEach(Responder::close);
  }

  private void add(ModelSection section, int local) throws InterruptedException {
    var responder =
        switch (section.source()) {
          case LocalModel model -> local(section, model, local);
          case ScriptFile script -> scripted(script);
          case UpstreamModel upstream -> upstream(section, upstream);
        };
    responders.add(admitted(responder));
    section.aliases().forEach(alias -> aliases.put(alias, responder.model().name()));
  }

  private Responder admitted(Responder model) {
    var line = new Admission(admission.objective(model.computesHere()));
    lines.add(line);
    return new AdmittedResponder(model, line, limits);
  }

  /**
   * Models that compute at the same time share the cores evenly: their threads wait for each other
   * between steps, and would wait long for one that has no core.
   */
  private Responder local(ModelSection section, LocalModel model, int local) {
    int cores = Runtime.getRuntime().availableProcessors();
    var objective = admission.objective(true);
    // A step that also reads prompts may take this long; decoding for the others comes on top.
    long step = objective.gap().toMillis() * 4 / 5;
    var options =
        EngineOptions.defaults()
            .withThreads(model.threads().orElse(Math.max(1, cores / local)))
            .withMaxSequences(objective.most())
            .withStepMillis(Math.clamp(step, 1, 50))
            .withContextLength(section.context().orElse(0))
            .withKvType(contexts.kvType());
    try {
      var template = model.chatTemplate().map(ServedModels::text);
      var smaller = model.draft().map(BuiltInModel::open);
      var responder =
          new EngineResponder(
              contexts.open(model.file()), smaller, section.name(), template, options);
      // Only a template that was asked for is a reason to refuse the model.
      if (template.isPresent() && responder.templateProblem().isPresent()) {
        responder.close();
        throw new CommandException(
            "The chat template %s cannot be rendered: %s."
                .formatted(
                    model.chatTemplate().orElseThrow(), responder.templateProblem().orElseThrow()));
      }
      if (replays) {
        responder.allowReplay();
      }
      return responder;
    } catch (OutOfMemoryError e) {
      throw new CommandException(
          "The model " + model.file() + " does not fit in memory; choose a smaller one.", e);
    }
  }

  private static String text(Path template) {
    try {
      return Files.readString(template);
    } catch (IOException e) {
      throw new CommandException(
          "The chat template " + template + " cannot be read; name a text file in UTF-8.", e);
    }
  }

  private static Responder scripted(ScriptFile script) {
    try {
      return new ScriptedResponder(Script.read(script.file()));
    } catch (ScriptException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private Responder upstream(ModelSection section, UpstreamModel upstream)
      throws InterruptedException {
    try {
      return UpstreamResponder.open(
          section.name(), section.context(), upstream, upstream.keyVariable().map(this::key));
    } catch (RefusedException e) {
      throw new CommandException(e.sentence(), e);
    }
  }

  private String key(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(key -> !key.isBlank())
        .map(String::strip)
        .orElseThrow(
            () ->
                new CommandException(
                    "The environment variable "
                        + variable
                        + " holds no key for the upstream; set it, or leave key_env (--upstream-key-env) out."));
  }

  private void checkNames() {
    var names = new HashSet<String>();
    for (var responder : responders) {
      var name = responder.model().name();
      if (!names.add(name) || aliases.containsKey(name)) {
        throw new CommandException(
            "Two models are called "
                + name
                + "; give each a name of its own in the configuration.");
      }
    }
  }
}
