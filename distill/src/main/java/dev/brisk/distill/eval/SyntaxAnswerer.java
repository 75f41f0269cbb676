package dev.brisk.distill.eval;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.instant.InstantEdits;
import dev.brisk.engine.Confidence;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.match.SyntaxMatcher;
import java.util.Optional;

/** What Brisk answers without a model, as it is served: rules, and the syntax of the region. */
public final class SyntaxAnswerer implements Answerer {
  private final SyntaxMatcher matcher;

  public SyntaxAnswerer(SyntaxMatcher matcher) {
    this.matcher = matcher;
  }

  @Override
  public String name() {
    return "syntax";
  }

  @Override
  public Answer answer(EditRequest request) {
    var start = System.nanoTime();
    var instant = InstantEdits.answer(request);
    if (instant.isPresent()) {
      return Answer.edited(
          Case.after(request, instant.get().proposal().edits()),
          "",
          Optional.of(new Confidence(0, 0, 0)),
          Answer.Cost.ofTime(System.nanoTime() - start));
    }
    var region = request.region();
    var found =
        SourceFile.parse("", request.path(), request.text())
            .flatMap(
                file ->
                    matcher.match(
                        file, region.firstLine(), region.lastLine(), request.instruction()))
            .filter(match -> match.confidence() >= SyntaxMatcher.SURE);
    var cost = Answer.Cost.ofTime(System.nanoTime() - start);
    if (found.isEmpty()) {
      return Answer.failed(Answer.BEYOND_MODEL, "", Optional.empty(), cost);
    }
    var sure = Math.log(found.get().confidence());
    return Answer.edited(
        Case.after(request, found.get().edits()),
        "",
        Optional.of(new Confidence(sure, sure, sure)),
        cost);
  }
}
