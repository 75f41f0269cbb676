package dev.brisk.distill.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only by what is waited, and notes that. */
public final class PatientClock implements Waiting {
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) {
    waits.add(time);
    now = now.plus(time);
  }

  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }
}
