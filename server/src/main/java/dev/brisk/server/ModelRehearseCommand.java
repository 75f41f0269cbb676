package dev.brisk.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the commands that only look at a file, so that the launcher can note which classes they need
 * and make an AOT cache of them. What they say, and whether they succeed, is of no use here.
 */
@Command(name = "rehearse", hidden = true)
final class ModelRehearseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Where a copy of the built-in model may stand.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    var copy = BuiltInModel.copyTo(folder.resolve("rehearsal.gguf")).toString();
    Main.run("model", "info", copy);
    Main.run("model", "info", copy, "--tensors");
    Main.run("model", "tokenize", "--model", copy);
    return Main.run("model", "info", BuiltInModel.NAME);
  }
}
