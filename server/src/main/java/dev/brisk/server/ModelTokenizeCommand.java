package dev.brisk.server;

import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.wire.json.JsonWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code brisk model tokenize}: texts in, token ids out. */
@Command(
    name = "tokenize",
    description = {
      "Reads JSON strings, one a line, and writes their token ids as JSON arrays.",
      "Special tokens in the text are not parsed, and none are added."
    },
    mixinStandardHelpOptions = true)
final class ModelTokenizeCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String file = BuiltInModel.NAME;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var json = new JsonWriter();
    try (var gguf = BuiltInModel.openFile(file)) {
      var tokenizer = Tokenizer.of(gguf.metadata());
      JsonLines.read(
          System.in,
          line -> {
            json.reset().beginArray();
            for (int id : tokenizer.encode(JsonLines.text(line))) {
              json.value(id);
            }
            out.println(json.endArray());
          });
    }
    out.flush();
    return 0;
  }
}
