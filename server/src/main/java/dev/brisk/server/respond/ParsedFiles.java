package dev.brisk.server.respond;

import dev.brisk.syntax.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The syntax trees of the files that were asked for last: a person asks for several edits of one
 * file, and words them again. Safe for use by many threads.
 */
final class ParsedFiles {
  private static final int MOST = 4;

  /** A tree is many times as large as its text, so that those of longer files are not kept. */
  private static final int MOST_CHARACTERS = 1 << 18;

  private final Map<String, Optional<SourceFile>> files =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<SourceFile>> eldest) {
          return size() > MOST;
        }
      };

  /** The file with this text; empty if it is no valid Java. */
  Optional<SourceFile> of(String path, String text) {
    synchronized (files) {
      var kept = files.get(text);
      if (kept != null) {
        return kept;
      }
    }
    // Two at once parse twice, but nobody waits for another's file.
    var parsed = SourceFile.parse("", path, text);
    if (text.length() <= MOST_CHARACTERS) {
      synchronized (files) {
        files.put(text, parsed);
      }
    }
    return parsed;
  }
}
