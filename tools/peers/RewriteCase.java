import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import dev.brisk.edit.format.FormatLimits;
import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.edit.format.Trim;
import dev.brisk.engine.Model;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A region to rewrite, as Brisk is asked for it and as llama.cpp is.
 *
 * @param prompt the tokens that Brisk makes of it
 * @param room tokens that the context has behind them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RewriteCase(EditRequest request, int[] prompt, int room) {
  private static final int LINES = 10;

  /**
   * Ten lines around each change of a file without tabs, with the commit's own sentence as
   * instruction: those whose prompt fits the model's context, with its surroundings and room for
   * the region.
   */
  static List<RewriteCase> read(Path file, Model model) throws IOException {
    var format = EditFormats.byName("region-v1", word -> false).orElseThrow();
    var cases = new ArrayList<RewriteCase>();
    for (String line : Files.readAllLines(file)) {
      request(Json.parseObject(line)).flatMap(r -> of(r, format, model)).ifPresent(cases::add);
    }
    return cases;
  }

  private static Optional<EditRequest> request(JsonObject json) {
    String text = json.requireText("before");
    var span = json.requireObject("edit_span");
    int start = span.requireInteger("startLine");
    int changed = span.requireInteger("endLine") - start + 1;
    int first = Math.max(1, start - (LINES - changed) / 2);
    var request =
        EditRequest.of(
            json.requireText("path"),
            text,
            new Region(first, first + LINES - 1),
            json.requireText("instruction"));
    boolean known = changed <= LINES && !text.contains("\t");
    return known && request.check().isEmpty() ? Optional.of(request) : Optional.empty();
  }

  private static Optional<RewriteCase> of(EditRequest request, EditFormat format, Model model) {
    int before = model.metadata().integer("brisk.edit.before_tokens").orElseThrow();
    int after = model.metadata().integer("brisk.edit.after_tokens").orElseThrow();
    var limits = FormatLimits.defaults().withTokens(before, after);
    var parts = (Prompt.Parts) format.prompt(request, limits);
    int[] prompt =
        parts.parts().stream().flatMapToInt(p -> tokens(p, model.tokenizer())).toArray();
    int region = model.tokenizer().encode(format.draftText(request).orElseThrow()).length;
    int room = model.contextLength() - prompt.length;
    return room < region
        ? Optional.empty()
        : Optional.of(new RewriteCase(request, prompt, room));
  }

  private static IntStream tokens(Part part, Tokenizer tokenizer) {
    return switch (part) {
      case Part.Special(var token) -> IntStream.of(tokenizer.id(token).orElseThrow());
      case Part.Text(var text, var trim) -> {
        int[] ids = tokenizer.encode(text);
        yield Arrays.stream(
            switch (trim) {
              case Trim.None none -> ids;
              case Trim.KeepFirst(int n) -> Arrays.copyOf(ids, Math.min(n, ids.length));
              case Trim.KeepLast(int n) ->
                  Arrays.copyOfRange(ids, Math.max(0, ids.length - n), ids.length);
            });
      }
    };
  }

  /** To Brisk, which answers by the model also where it could without. */
  EditCreate message(int mostTokens) {
    var options = new EditOptions("region-v1", null, mostTokens, null, null, false);
    var lines = new LineRange(request.region().firstLine(), request.region().lastLine());
    return new EditCreate(
        null, request.path(), request.text(), lines, request.instruction(), null, options);
  }
}
