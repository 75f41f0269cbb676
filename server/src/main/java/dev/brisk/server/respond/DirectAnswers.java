package dev.brisk.server.respond;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.diff.RegionEdits;
import dev.brisk.edit.instant.InstantEdits;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.match.Match;
import dev.brisk.syntax.match.SyntaxMatcher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Answers without a model: what the instruction fully determines, and in Java what the syntax of
 * the region offers and the instruction surely means. Safe for use by many threads.
 */
final class DirectAnswers {
  /**
   * An answer.
   *
   * @param by "instant" or "syntax"
   * @param rule which rule or kind of edit it was
   */
  record Direct(String by, String rule, EditProposal proposal) {}

  private static final String WARM_UP =
      "class A {\n  private int count;\n\n  int a(int x) {\n    return x + count;\n  }\n}\n";

  private static final CompletableFuture<SyntaxMatcher> MATCHER = new CompletableFuture<>();

  static {
    // Beside the start of the server: the first edit is to find it ready.
    Thread.ofPlatform()
        .name("syntax")
        .daemon()
        .start(
            () -> {
              try {
                var matcher = SyntaxMatcher.builtIn();
                SourceFile.parse("", "A.java", WARM_UP)
                    .ifPresent(
                        file -> {
                          var _ = matcher.match(file, 1, file.lineCount(), "make count final");
                        });
                MATCHER.complete(matcher);
              } catch (RuntimeException | Error e) {
                MATCHER.completeExceptionally(e);
              }
            });
  }

  /** The answer, if there is one that needs no model; the request has passed its check. */
  Optional<Direct> answer(EditRequest request) {
    var instant = InstantEdits.answer(request);
    if (instant.isPresent()) {
      return Optional.of(new Direct("instant", instant.get().rule(), instant.get().proposal()));
    }
    var region = request.region();
    if (region.isEmpty() || !request.path().endsWith(".java")) {
      return Optional.empty();
    }
    return SourceFile.parse("", request.path(), request.text())
        .flatMap(
            file ->
                MATCHER
                    .join()
                    .match(file, region.firstLine(), region.lastLine(), request.instruction())
                    .filter(match -> match.confidence() >= SyntaxMatcher.SURE)
                    .map(
                        match ->
                            new Direct("syntax", match.kind(), proposal(request, file, match))));
  }

  private static EditProposal proposal(EditRequest request, SourceFile file, Match match) {
    var region = request.region();
    var start = file.lineStart(region.firstLine());
    var behind = file.text().length() - file.lineEnd(region.lastLine());
    var after = TextEdit.apply(file.text(), match.edits());
    // A deleted last line takes its line feed along, and then nothing is left to cut.
    var end = Math.max(start - 1, after.length() - behind);
    return RegionEdits.between(
        request, end < start ? List.of() : List.of(after.substring(start, end).split("\n", -1)));
  }
}
