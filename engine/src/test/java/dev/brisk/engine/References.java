package dev.brisk.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What llama.cpp computed for small models; see the README beside the files. */
final class References {
  /**
   * A prompt and its greedy continuation.
   *
   * @param prompt token ids
   */
  record Case(List<Integer> prompt, List<ReferenceStep> steps) {}

  private References() {}

  /** A model file; skips the test where the references are absent. */
  static Path model(String name) {
    Path file = folder().resolve("models").resolve(name);
    assumeTrue(Files.exists(file), "skipped: ../shared/conformance is not beside this repository");
    return file;
  }

  /** All cases of a model. */
  static List<Case> of(String model) {
    var cases = new ArrayList<Case>();
    for (JsonNode json : read()) {
      if (json.get("model").asString().equals(model)) {
        var prompt = json.get("prompt_ids").valueStream().map(JsonNode::asInt).toList();
        var steps = json.get("steps").valueStream().map(ReferenceStep::of).toList();
        cases.add(new Case(prompt, steps));
      }
    }
    return cases;
  }

  /** The models that there are references for, each once; skips as {@link #model}. */
  static List<String> models() {
    model("llama.F16.gguf");
    return read().valueStream().map(json -> json.get("model").asString()).distinct().toList();
  }

  static int[] array(List<Integer> tokens) {
    var out = new int[tokens.size()];
    Arrays.setAll(out, tokens::get);
    return out;
  }

  private static JsonNode read() {
    try {
      return JsonMapper.shared().readTree(Files.readString(folder().resolve("model-refs.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    return root == null ? Path.of("nowhere") : root.resolve("../shared/conformance");
  }
}
