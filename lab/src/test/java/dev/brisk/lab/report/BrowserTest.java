package dev.brisk.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisk.lab.MadeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; the pictures stay in target/report for a person to look at. */
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "report");

  @TempDir Path folder;

  @Test
  void one_run_is_drawn() throws Exception {
    var run = new Measured("brisk-builtin", MadeUp.rich("http://a", 900, 10, 1, 1));
    drawn("one", HtmlReport.of(List.of(run)));
  }

  @Test
  void several_runs_are_drawn() throws Exception {
    drawn(
        "several",
        HtmlReport.of(
            List.of(
                new Measured("brisk-builtin", MadeUp.rich("http://a", 900, 10, 1, 1)),
                new Measured("llama-server", MadeUp.rich("http://b", 900, 10, 2.2, 2)),
                new Measured("a far cloud", MadeUp.rich("http://c", 900, 10, 3.1, 3)))));
  }

  private void drawn(String name, String html) throws IOException, InterruptedException {
    var browser = browser();
    Files.createDirectories(PICTURES);
    var page = PICTURES.resolve(name + ".html").toAbsolutePath();
    var picture = PICTURES.resolve(name + ".png").toAbsolutePath();
    Files.deleteIfExists(picture);
    Files.writeString(page, html);
    var process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder,
                "--window-size=1100,6000",
                "--screenshot=" + picture,
                page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    var ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("the browser ended").isTrue();
    // Text alone is grey: these are a curve, a bar of short waits, and a bar of prefill.
    assertThat(Png.colours(picture)).contains(0x1f6feb, 0x2b8a3e, 0xf08c00);
  }

  private static String browser() {
    var found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(place -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "there is no Chromium");
    return found.orElseThrow().toString();
  }
}
