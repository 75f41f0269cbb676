package dev.brisk.server.respond;

import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.Waits;
import dev.brisk.server.metrics.RequestMeter;
import java.util.Optional;

/** A response that is timed while it is read. */
public final class MeteredGeneration implements Generation, Waits {
  private final Generation generation;
  private final RequestMeter meter;

  /** Times a response that was just asked for. */
  public MeteredGeneration(Generation generation, RequestMeter meter) {
    this.generation = generation;
    this.meter = meter;
  }

  @Override
  public Optional<AnswerEvent.Queued> queued() throws InterruptedException {
    try {
      return generation instanceof Waits waits ? waits.queued() : Optional.empty();
    } catch (RefusedException e) {
      meter.end(e.code());
      throw e;
    }
  }

  @Override
  public Optional<Chunk> next() throws InterruptedException {
    var chunk = generation.next();
    if (chunk.isPresent()) {
      meter.piece();
    } else {
      meter.end(generation.result());
    }
    return chunk;
  }

  /** Cancels it because all that is wanted is there; it is to be read to its end. */
  public void complete() {
    meter.complete();
    generation.cancel();
  }

  /** Cancels it; who has cancelled need not read on. */
  @Override
  public void cancel() {
    generation.cancel();
    meter.end("cancelled");
  }

  @Override
  public GenerationResult result() {
    return generation.result();
  }
}
