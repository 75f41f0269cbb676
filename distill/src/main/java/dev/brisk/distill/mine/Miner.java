package dev.brisk.distill.mine;

import dev.brisk.distill.mine.PassedOver.Reason;
import dev.brisk.syntax.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.io.NullOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commits of a repository that are one small edit each: not a merge, one Java file, 1 to
 * 3 hunks of 1 to 15 changed lines together, a file of at most 1,500 lines in UTF-8 with one sort
 * of line ends, an imperative sentence as message with a content word at or near the change, more
 * changed than white space.
 */
final class Miner {
  private static final int MOST_HUNKS = 3;
  private static final int MOST_CHANGED = 15;
  private static final int MOST_LINES = 1500;
  private static final int MOST_BYTES = 1 << 20;
  private static final int NEAR = 3;

  /** At most so many of all may be of these sorts: there are too many of them in real histories. */
  private static final double COMMENTS = 0.08;

  private static final double IMPORTS = 0.015;
  private static final double TESTS = 0.15;

  private final Path folder;
  private final String name;
  private final String licence;
  private final PassedOver passedOver = new PassedOver();

  /**
   * @param name of the repository, as edits are to name it
   * @param licence of its sources, as edits are to name it
   */
  Miner(Path folder, String name, String licence) {
    this.folder = folder;
    this.name = name;
    this.licence = licence;
  }

  /**
   * All such commits that lead to HEAD, the newest first.
   *
   * @param progress hears how many commits were looked at
   * @throws IOException if this is no repository, or one without commits
   */
  List<MinedEdit> mine(IntConsumer progress) throws IOException {
    var found = new ArrayList<MinedEdit>();
    try (var repository = open();
        var walk = new RevWalk(repository);
        var diff = new DiffFormatter(NullOutputStream.INSTANCE)) {
      diff.setRepository(repository);
      var head = repository.resolve(Constants.HEAD);
      if (head == null) {
        throw new IOException(folder + " has no commits yet; name another repository.");
      }
      walk.markStart(walk.parseCommit(head));
      var seen = 0;
      for (var commit : walk) {
        progress.accept(++seen);
        edit(repository, diff, walk, commit).ifPresent(found::add);
      }
    }
    var kept = limited(found);
    passedOver.add(Reason.MANY, found.size() - kept.size());
    return kept;
  }

  /** Why commits were no cases, of those that were looked at so far. */
  PassedOver passedOver() {
    return passedOver;
  }

  private Optional<MinedEdit> no(Reason reason) {
    passedOver.add(reason, 1);
    return Optional.empty();
  }

  private Repository open() throws IOException {
    var builder = new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (!Files.isDirectory(folder) || builder.getGitDir() == null) {
      throw new IOException(folder + " is no Git repository; name the folder of a clone.");
    }
    return builder.build();
  }

  /** Without what comments, imports and tests are too many, the oldest of them first. */
  private static List<MinedEdit> limited(List<MinedEdit> all) {
    var result = new ArrayList<>(all);
    limit(result, MinedEdit::commentOnly, COMMENTS);
    limit(result, MinedEdit::importsOnly, IMPORTS);
    limit(result, MinedEdit::isTest, TESTS);
    return result;
  }

  private static void limit(List<MinedEdit> all, Predicate<MinedEdit> sort, double share) {
    var others = all.stream().filter(sort.negate()).count();
    var allowed = (long) (others * share / (1 - share));
    var kept = 0;
    for (var each = all.iterator(); each.hasNext(); ) {
      if (sort.test(each.next()) && ++kept > allowed) {
        each.remove();
      }
    }
  }

  private Optional<MinedEdit> edit(
      Repository repository, DiffFormatter diff, RevWalk walk, RevCommit commit)
      throws IOException {
    if (commit.getParentCount() != 1) {
      return no(Reason.PARENTS);
    }
    var instruction = CommitMessage.instruction(commit.getFullMessage());
    if (instruction.isEmpty()) {
      return no(Reason.MESSAGE);
    }
    var parent = walk.parseCommit(commit.getParent(0));
    var changes = diff.scan(parent.getTree(), commit.getTree());
    if (changes.size() != 1
        || changes.getFirst().getChangeType() != DiffEntry.ChangeType.MODIFY
        || !changes.getFirst().getNewPath().endsWith(".java")) {
      return no(Reason.FILES);
    }
    var change = changes.getFirst();
    var before = text(repository, change.getOldId());
    var after = text(repository, change.getNewId());
    if (before == null || after == null) {
      return no(Reason.TEXT);
    }
    return edit(commit, change.getNewPath(), instruction.get(), before, after);
  }

  private Optional<MinedEdit> edit(
      RevCommit commit, String path, String instruction, String before, String after) {
    var eol = lineEnds(before);
    if (eol == null || !eol.equals(lineEnds(after)) || before.lines().count() > MOST_LINES) {
      return no(Reason.TEXT);
    }
    var old = before.replace("\r\n", "\n");
    var changed = after.replace("\r\n", "\n");
    var blocks = blocks(old, changed);
    var lines = blocks.stream().mapToInt(block -> block[1] + block[3]).sum();
    if (blocks.isEmpty()
        || blocks.size() > MOST_HUNKS
        || lines > MOST_CHANGED
        || old.replaceAll("\\s", "").equals(changed.replaceAll("\\s", ""))) {
      return no(Reason.SIZE);
    }
    var overlap = overlap(instruction, old, changed, blocks);
    if (overlap == 0) {
      return no(Reason.WORDS);
    }
    var touched = touched(old, changed, blocks);
    var parsed = SourceFile.parse(name, path, old);
    return Optional.of(
        new MinedEdit(
            name,
            licence,
            commit.getName(),
            Instant.ofEpochSecond(commit.getCommitTime())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString(),
            path,
            commit.getShortMessage(),
            instruction,
            old,
            changed,
            blocks,
            eol,
            parsed.map(file -> method(file, blocks)).orElse(null),
            touched.stream().allMatch(Miner::isComment),
            touched.stream().allMatch(line -> line.isBlank() || line.startsWith("import ")),
            path.contains("/test/") || path.endsWith("Test.java"),
            overlap,
            parsed.isPresent(),
            SourceFile.parse(name, path, changed).isPresent()));
  }

  private static @Nullable String text(Repository repository, AbbreviatedObjectId id)
      throws IOException {
    try {
      var bytes = repository.open(id.toObjectId()).getBytes(MOST_BYTES);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException | LargeObjectException e) {
      return null;
    }
  }

  /** "lf" or "crlf"; null if both stand there. */
  private static @Nullable String lineEnds(String text) {
    var without = text.replace("\r\n", "");
    if (without.length() == text.length()) {
      return text.indexOf('\r') < 0 ? "lf" : null;
    }
    return without.indexOf('\n') < 0 && without.indexOf('\r') < 0 ? "crlf" : null;
  }

  private static List<int[]> blocks(String before, String after) {
    var edits =
        new HistogramDiff()
            .diff(
                RawTextComparator.DEFAULT,
                new RawText(before.getBytes(StandardCharsets.UTF_8)),
                new RawText(after.getBytes(StandardCharsets.UTF_8)));
    return edits.stream()
        .map(
            edit ->
                new int[] {
                  edit.getBeginA() + 1, edit.getLengthA(), edit.getBeginB() + 1, edit.getLengthB()
                })
        .toList();
  }

  private static double overlap(
      String instruction, String before, String after, List<int[]> blocks) {
    var near = new StringBuilder();
    for (var block : blocks) {
      near.append(lines(before, block[0] - NEAR, block[0] + block[1] - 1 + NEAR)).append('\n');
      near.append(lines(after, block[2] - NEAR, block[2] + block[3] - 1 + NEAR)).append('\n');
    }
    var text = near.toString().toLowerCase(Locale.ROOT);
    var words = CommitMessage.contentWords(instruction);
    return words.isEmpty()
        ? 0
        : (double) words.stream().filter(text::contains).count() / words.size();
  }

  private static List<String> touched(String before, String after, List<int[]> blocks) {
    var result = new ArrayList<String>();
    for (var block : blocks) {
      lines(before, block[0], block[0] + block[1] - 1).lines().forEach(result::add);
      lines(after, block[2], block[2] + block[3] - 1).lines().forEach(result::add);
    }
    return result;
  }

  /** Lines {@code first} to {@code last}, as far as they are there. */
  private static String lines(String text, int first, int last) {
    var all = List.of(text.split("\n", -1));
    var from = Math.clamp(first - 1L, 0, all.size());
    return String.join("\n", all.subList(from, Math.clamp(last, from, all.size())));
  }

  private static boolean isComment(String line) {
    var text = line.strip();
    return text.isEmpty() || text.startsWith("*") || text.startsWith("/*") || text.startsWith("//");
  }

  private static @Nullable String method(SourceFile file, List<int[]> blocks) {
    var first = blocks.getFirst()[0];
    var last = Math.max(first, blocks.getLast()[0] + blocks.getLast()[1] - 1);
    return file.methods().stream()
        .filter(m -> file.firstLine(m) <= first && file.lastLine(m) >= last)
        .reduce((outer, inner) -> inner)
        .map(m -> m.getNameAsString())
        .orElse(null);
  }
}
