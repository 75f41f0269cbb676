package dev.brisk.lab.quality;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Whether a text is a program, by the language's own parser. */
final class SyntaxCheck {
  private static final int SECONDS = 10;

  private static final String PARSE_STDIN =
      "import ast,sys; ast.parse(sys.stdin.buffer.read().decode('utf-8'))";

  private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();

  Checked of(Optional<Language> language, String text) {
    if (language.isEmpty()) {
      return Checked.not("There is no parser for this language here.");
    }
    return switch (language.get()) {
      case JAVA -> java(text);
      case PYTHON -> python(text);
    };
  }

  private Checked java(String text) {
    var found = new DiagnosticCollector<JavaFileObject>();
    var task =
        (JavacTask)
            javac.getTask(
                null,
                null,
                found,
                List.of("-proc:none"),
                null,
                List.of(new Source("A.java", text)));
    try {
      task.parse();
    } catch (IOException e) {
      return Checked.not("javac could not read the text.");
    }
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(d -> Checked.no(sentence(d)))
        .orElse(Checked.YES);
  }

  /** What javac says, with its line. */
  static String sentence(Diagnostic<? extends JavaFileObject> diagnostic) {
    var message = diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElse("");
    return "javac, line " + diagnostic.getLineNumber() + ": " + message;
  }

  private static Checked python(String text) {
    try {
      var process =
          new ProcessBuilder("python3", "-I", "-c", PARSE_STDIN)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      try (var in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Checked.no("Python's parser did not end within " + SECONDS + " s.");
      }
      return process.exitValue() == 0 ? Checked.YES : Checked.no("Python's parser refuses it.");
    } catch (IOException e) {
      return Checked.not("python3 is not there or did not take the text.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Checked.not("The check was interrupted.");
    }
  }

  /** A text as a source file of the name that its class wants. */
  static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + Path.of(name).getFileName()), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
