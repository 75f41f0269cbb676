package dev.brisk.distill.data;

/**
 * One instructed edit: the text of a region, what was asked, the text it becomes.
 *
 * @param kind the kind of edit, "noop" and "cannot" included
 * @param phrasing which phrasing asked, such as "rename-local#7"; empty where there is none (real
 *     commits)
 * @param unseen whether the phrasing is held out from training
 * @param source "program", "model", "commit" or "synthetic"
 * @param project group:artifact, or a repository's name
 * @param path the file within the project
 * @param firstLine the region's first line in the file, from 1
 * @param instruction what was asked
 * @param before the region, lines joined by line feeds, without the last one's
 * @param after what it becomes, likewise; equal to {@code before} if nothing is to be done
 * @param weight how much it counts in training, 1 normally
 */
public record Sample(
    String kind,
    String phrasing,
    boolean unseen,
    String source,
    String project,
    String path,
    int firstLine,
    String instruction,
    String before,
    String after,
    double weight) {
  /** The kind of samples whose instruction cannot be done in the region; before equals after. */
  public static final String CANNOT = "cannot";
}
