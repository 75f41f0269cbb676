package dev.brisk.server.respond;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.diff.RegionEdits;
import dev.brisk.edit.instant.InstantEdits;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.match.Match;
import dev.brisk.syntax.match.SyntaxMatcher;
import dev.brisk.wire.api.EditOptions;
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
   * @param nanos what it took to find
   */
  record Direct(String by, String rule, EditProposal proposal, long nanos) {}

  private static final String WARM_UP =
      """
      class A {
        private int count;

        /** Adds. */
        int a(int x, String name) {
          int sum = x + count;
          if (name == null) {
            return 0;
          }
          for (int i = 0; i < sum; i++) {
            count += i;
          }
          return sum;
        }
      }
      """;

  private static final List<String> REHEARSED =
      List.of(
          "make count final",
          "rename sum to total",
          "remove the call to count",
          "add a parameter int y to a",
          "return -1 instead of 0",
          "add a comment \"adds all\" above the loop");

  private static final CompletableFuture<SyntaxMatcher> MATCHER = new CompletableFuture<>();

  private static final ParsedFiles FILES = new ParsedFiles();

  static {
    // Beside the start of the server, which does not wait for it: rules need no matcher.
    Thread.ofPlatform()
        .name("syntax")
        .daemon()
        .start(
            () -> {
              try {
                var matcher = SyntaxMatcher.builtIn();
                MATCHER.complete(matcher);
                rehearse(matcher);
              } catch (RuntimeException | Error e) {
                MATCHER.completeExceptionally(e);
              }
            });
  }

  /** What runs for the first time takes ten times as long. */
  private static void rehearse(SyntaxMatcher matcher) {
    SourceFile.parse("", "A.java", WARM_UP)
        .ifPresent(
            file -> {
              for (var asked : REHEARSED) {
                var _ = matcher.match(file, 1, file.lineCount(), asked);
              }
            });
  }

  /** Whoever names a format, or what the model is to say, wants to see the model say it. */
  static boolean mayAnswer(EditOptions options) {
    return options.format() == null
        && options.replayRegion() == null
        && !Boolean.FALSE.equals(options.direct());
  }

  /** Parses the file of an edit that is about to be asked for. */
  void prepare(EditRequest request) {
    if (!request.region().isEmpty() && request.path().endsWith(".java")) {
      try {
        var _ = FILES.of(request.path(), request.text());
      } catch (RuntimeException | StackOverflowError e) {
        // It will be tried again, and told, when the edit is asked for.
        return;
      }
    }
  }

  /** The answer, if there is one that needs no model; the request has passed its check. */
  Optional<Direct> answer(EditRequest request) {
    var start = System.nanoTime();
    var instant = InstantEdits.answer(request);
    if (instant.isPresent()) {
      return Optional.of(
          new Direct(
              "instant",
              instant.get().rule(),
              instant.get().proposal(),
              System.nanoTime() - start));
    }
    var region = request.region();
    if (region.isEmpty() || !request.path().endsWith(".java")) {
      return Optional.empty();
    }
    try {
      return bySyntax(request, start);
    } catch (RuntimeException | StackOverflowError e) {
      // The model can still answer; a person would only hear of a failure.
      System.getLogger(DirectAnswers.class.getName())
          .log(System.Logger.Level.ERROR, "The syntax of a file could not be looked at.", e);
      return Optional.empty();
    }
  }

  private static Optional<Direct> bySyntax(EditRequest request, long start) {
    var region = request.region();
    return FILES
        .of(request.path(), request.text())
        .flatMap(
            file ->
                MATCHER
                    .join()
                    .match(file, region.firstLine(), region.lastLine(), request.instruction())
                    .filter(match -> match.confidence() >= SyntaxMatcher.SURE)
                    .map(
                        match -> {
                          var proposal = proposal(request, file, match);
                          var nanos = System.nanoTime() - start;
                          return new Direct("syntax", match.kind(), proposal, nanos);
                        }));
  }

  private static EditProposal proposal(EditRequest request, SourceFile file, Match match) {
    if (match.edits().isEmpty()) {
      return new EditProposal(List.of(), List.of(), List.of(), 1);
    }
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
