package dev.brisk.server;

import dev.brisk.engine.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;

/**
 * The built-in model with other names for its marks: what it says makes no sense then, but it is
 * asked as a model that has such tokens.
 */
public final class RenamedModel {
  private RenamedModel() {}

  /** One that can be asked for what is missing between two texts, in the way of Qwen2.5-Coder. */
  public static void fillInTheMiddle(Path file) {
    write(
        file,
        "fim-test",
        Map.of(
            1, "<|fim_prefix|>",
            2, "<|fim_suffix|>",
            3, "<|fim_middle|>",
            4, "<|repo_name|>",
            5, "<|file_sep|>"));
  }

  private static void write(Path file, String name, Map<Integer, String> marks) {
    try (var from = BuiltInModel.openFile(BuiltInModel.NAME)) {
      var metadata = from.metadata();
      var tokens = new ArrayList<>(metadata.strings("tokenizer.ggml.tokens"));
      marks.forEach(tokens::set);
      var to = new GgufWriter();
      for (var key : metadata.keys()) {
        switch (key) {
          case "tokenizer.ggml.tokens" -> to.putStrings(key, tokens);
          case "tokenizer.ggml.merges" -> to.putStrings(key, metadata.strings(key));
          case "tokenizer.ggml.token_type" ->
              to.putIntegers(key, Arrays.stream(metadata.integers(key)).boxed().toList());
          case "general.name" -> to.put(key, name);
          case "brisk.edit.format" -> {}
          default -> to.put(key, metadata.type(key).orElseThrow(), metadata.value(key));
        }
      }
      for (var tensor : from.tensors()) {
        var shape = Arrays.stream(tensor.shape()).boxed().toList();
        to.tensor(tensor.name(), tensor.type(), shape, tensor.data());
      }
      to.write(file);
    }
  }
}
