package dev.brisk.edit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for: change the region of this text so that the instruction holds.
 *
 * @param path the file's name as the person knows it; says the language where {@code language} does
 *     not
 * @param lines the whole file as decoded, line ends untouched, without a byte order mark
 * @param region the lines that may change
 * @param instruction what to do, in words
 * @param cursorLine the line the cursor is in, counted from 1, or null; chat prompts say it, the
 *     token formats (script-v1, region-v1) have no place for it
 * @param language the language's name ("java", "python", …), or null to go by the path
 */
public record EditRequest(
    String path,
    Lines lines,
    Region region,
    String instruction,
    @Nullable Integer cursorLine,
    @Nullable String language) {

  /** A request with the whole file as text, which is cut into lines here, once. */
  public EditRequest(
      String path,
      String text,
      Region region,
      String instruction,
      @Nullable Integer cursorLine,
      @Nullable String language) {
    this(path, Lines.of(text), region, instruction, cursorLine, language);
  }

  /** A request without cursor or language. */
  public static EditRequest of(String path, String text, Region region, String instruction) {
    return new EditRequest(path, text, region, instruction, null, null);
  }

  /** What is wrong with this request, or empty if it can be worked on. */
  public Optional<EditFailure> check() {
    if (path.isBlank()) {
      return Optional.of(
          new EditFailure.InvalidRequest("The path is empty: say which file to edit."));
    }
    if (instruction.isBlank()) {
      return Optional.of(new EditFailure.EmptyInstruction());
    }
    var count = lines.count();
    if (!region.fits(count)) {
      return Optional.of(new EditFailure.RegionOutside(region, count));
    }
    if (cursorLine != null && (cursorLine < 1 || cursorLine > count + 1)) {
      return Optional.of(
          new EditFailure.InvalidRequest(
              "The cursor is in line "
                  + cursorLine
                  + ", but the file has "
                  + (count == 1 ? "1 line" : count + " lines")
                  + ": give a line of the file."));
    }
    return Optional.empty();
  }

  /** The whole text. */
  public String text() {
    return lines.text();
  }

  /** The lines of the region, without terminators. */
  public List<String> regionLines() {
    return List.copyOf(lines.contents(region));
  }

  /** How this text is nested, by its language or its path. */
  public Nesting nesting() {
    return language != null ? Nesting.ofLanguage(language) : Nesting.ofPath(path);
  }
}
