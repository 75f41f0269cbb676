package dev.brisk.distill.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The script of the folder gpu, run on the processor by a Python that has PyTorch. */
final class PyTorch {
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  private final String python;

  private PyTorch(String python) {
    this.python = python;
  }

  /** Empty where no Python has it. */
  static Optional<PyTorch> find() throws IOException, InterruptedException {
    for (var python : PYTHONS) {
      try {
        var process =
            new ProcessBuilder(python, "-c", "import torch")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return Optional.of(new PyTorch(python));
        }
      } catch (IOException e) {
        // There is no program of that name.
      }
    }
    return Optional.empty();
  }

  /** The folder of the script; tests run in the module's folder. */
  static Path folder() {
    return Path.of("gpu").toAbsolutePath();
  }

  /** Runs the script to its end, and returns what it wrote. */
  String train(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(python, folder().resolve("train.py").toString()));
    command.addAll(arguments);
    command.addAll(List.of("--device", "cpu"));
    var errors = Files.createTempFile("train", ".err");
    try {
      var builder = new ProcessBuilder(command).redirectError(errors.toFile());
      // Threads that wait for each other in a loop are slow where other tests run.
      builder.environment().put("OMP_NUM_THREADS", "1");
      var process = builder.start();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + Files.readString(errors));
      }
      return out;
    } finally {
      Files.delete(errors);
    }
  }
}
