package dev.brisk.distill.tokenizer;

import dev.brisk.distill.teach.Corpus;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/** Counts the corpus and the instructions, and writes the vocabulary made of them. */
public final class Vocabularies {
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  private Vocabularies() {}

  /**
   * Writes {@code target}.
   *
   * @param size tokens, at least about 700
   * @param progress hears how many artifacts are counted
   */
  public static void write(
      List<Corpus.Artifact> artifacts,
      Path jars,
      int size,
      int leastProjects,
      Path target,
      IntConsumer progress)
      throws IOException {
    var counts = new WordCounts();
    var done = 0;
    for (var artifact : artifacts) {
      counts.nextProject();
      for (var source : Corpus.sources(jars, artifact)) {
        counts.add(source.text());
      }
      progress.accept(++done);
    }
    var wanted = new HashSet<String>();
    var phrasings = new Phrasings();
    var names = new java.util.ArrayList<>(Kinds.all().stream().map(kind -> kind.name()).toList());
    names.add("_cannot");
    for (var name : names) {
      for (var phrasing : phrasings.of(name)) {
        // A held-out phrasing's words stay unknown if nothing else uses them, as a user's would.
        if (!phrasing.unseen()) {
          var matcher = WORD.matcher(phrasing.ownText());
          while (matcher.find()) {
            wanted.add(matcher.group());
          }
        }
      }
    }
    var unfinished = target.resolveSibling(target.getFileName() + ".part");
    new VocabularyTrainer(counts, Math.min(leastProjects, artifacts.size()), wanted)
        .train(size)
        .write(unfinished);
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
