import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Makes a model that chats out of the built-in one, which only edits: its tokens 1 and 2 become the marks of ChatML, and
 * its context becomes long enough for what agents send. What it says makes no sense; all of the way to it is real. Usage:
 *
 * <pre>
 * ChatModel BUILTIN.gguf CHAT.gguf
 * </pre>
 */
public final class ChatModel {
  private static final int CONTEXT = 32_768;

  private ChatModel() {}

  public static void main(String[] args) {
    try (var from = GgufFile.open(Path.of(args[0]))) {
      var metadata = from.metadata();
      var tokens = new ArrayList<>(metadata.strings("tokenizer.ggml.tokens"));
      tokens.set(1, "<|im_start|>");
      tokens.set(2, "<|im_end|>");
      var to = new GgufWriter();
      for (var key : metadata.keys()) {
        switch (key) {
          case "tokenizer.ggml.tokens" -> to.putStrings(key, tokens);
          case "tokenizer.ggml.merges" -> to.putStrings(key, metadata.strings(key));
          case "tokenizer.ggml.token_type" ->
              to.putIntegers(key, Arrays.stream(metadata.integers(key)).boxed().toList());
          case "general.name" -> to.put(key, "chat");
          case "brisk.edit.format" -> {}
          default -> {
            if (key.endsWith(".context_length")) {
              to.put(key, CONTEXT);
            } else {
              to.put(key, metadata.type(key).orElseThrow(), metadata.value(key));
            }
          }
        }
      }
      to.put(
          "tokenizer.chat_template",
          "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n");
      for (var tensor : from.tensors()) {
        var shape = Arrays.stream(tensor.shape()).boxed().toList();
        to.tensor(tensor.name(), tensor.type(), shape, tensor.data());
      }
      to.write(Path.of(args[1]));
    }
  }
}
