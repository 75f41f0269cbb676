package dev.brisk.lab.results;

import dev.brisk.wire.json.JsonWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code results.json} while a run goes on: what was measured is in the file even if the run
 * is killed. {@link #finish} ends the file; {@link #close} without it leaves one that {@link
 * ResultsReader} reads as {@link Ending.How#CUT_OFF}. For one thread.
 */
public final class ResultsWriter implements Closeable {
  private final BufferedWriter out;
  private final JsonWriter json = new JsonWriter();
  private boolean any;

  /** Begins the file, over one that is there. */
  public ResultsWriter(Path file, Run run) throws IOException {
    out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    json.reset();
    RunJson.write(json, run);
    out.write("{\"schema\":" + Results.SCHEMA + ",\n\"run\":" + json + ",\n\"samples\":[");
  }

  /** Writes a whole file. */
  public static void write(Path file, Results results) throws IOException {
    try (var writer = new ResultsWriter(file, results.run())) {
      for (var sample : results.samples()) {
        writer.add(sample);
      }
      writer.finish(results.steps(), results.ending());
    }
  }

  /** Adds the next sample. Samples may come in any order; readers sort them. */
  public void add(Sample sample) throws IOException {
    out.write(any ? ",\n" : "\n");
    any = true;
    json.reset();
    SampleJson.write(json, sample);
    out.write(json.toString());
  }

  /** Hands to the system what was written so far. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Ends the file. */
  public void finish(List<Step> steps, Ending ending) throws IOException {
    out.write("\n],\n\"steps\":");
    json.reset().beginArray();
    steps.forEach(step -> RunJson.write(json, step));
    json.endArray();
    out.write(json + ",\n\"ending\":");
    json.reset();
    RunJson.write(json, ending);
    out.write(json + "}\n");
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
