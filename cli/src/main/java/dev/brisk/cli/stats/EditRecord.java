package dev.brisk.cli.stats;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notes what becomes of one edit, from the moment that it is asked for. Used by one thread. Nothing
 * here fails or takes noticeable time.
 */
public final class EditRecord {
  /** The code of an answer that changes nothing. */
  public static final String NOTHING_TO_DO = "nothing_to_do";

  private final StatsFolder folder;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private long asked;
  private String model = "";

  /** An edit that is asked for now. */
  public EditRecord(StatsFolder folder) {
    this(folder, InstantSource.system(), System::nanoTime);
  }

  EditRecord(StatsFolder folder, InstantSource clock, LongSupplier nanoTime) {
    this.folder = folder;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.asked = nanoTime.getAsLong();
  }

  /** Another instruction was given: the wait begins again. */
  public void askedAgain() {
    asked = nanoTime.getAsLong();
    model = "";
  }

  /** Who answers, as the server says. */
  public void by(String name) {
    model = name;
  }

  /** The finished edit is there. */
  public void proposed() {
    folder.add(new Moment.Proposed(clock.millis(), model, waited()));
  }

  /**
   * It was applied.
   *
   * @param undoId its name in the undo journal; empty if it has none
   */
  public void accepted(String undoId) {
    folder.add(new Moment.Accepted(clock.millis(), model, undoId));
  }

  /** It was turned down. */
  public void rejected() {
    folder.add(new Moment.Rejected(clock.millis(), model));
  }

  /**
   * There is none.
   *
   * @param code why, a name in snake_case
   */
  public void noEdit(String code) {
    folder.add(new Moment.NoEdit(clock.millis(), model, code, waited()));
  }

  private double waited() {
    return Math.round((nanoTime.getAsLong() - asked) / 1e4) / 100.0;
  }
}
