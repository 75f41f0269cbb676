package dev.brisk.distill.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A report as text and as files. */
public final class ReportFiles {
  private ReportFiles() {}

  /** For a terminal. */
  public static String text(Report report) {
    var text = new StringBuilder();
    ReportTables.of(report).forEach(table -> text.append(table.text()));
    return text.toString();
  }

  /** Writes {@code report.json}, {@code report.md} and {@code report.html}, each atomically. */
  public static void write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    var markdown = new StringBuilder("# Evaluation of " + report.answerer() + "\n\n");
    ReportTables.of(report).forEach(table -> markdown.append(table.markdown()));
    write(folder.resolve("report.json"), ReportJson.of(report));
    write(folder.resolve("report.md"), markdown.toString());
    write(folder.resolve("report.html"), ReportPage.of(report));
  }

  private static void write(Path file, String text) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
