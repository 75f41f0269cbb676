package dev.brisk.server.admission;

import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a model generates, begun when its turn has come. */
final class AdmittedGeneration extends Admitted<Generation> implements Generation {
  AdmittedGeneration(
      Place place, Limits.Lease lease, Supplier<Generation> begin, LongSupplier promptTokens) {
    super(place, lease, begin, promptTokens);
  }

  @Override
  public Optional<Chunk> next() throws InterruptedException {
    while (queued().isPresent()) {
      // Whoever wants to know the place asks for it.
    }
    return read(Generation::next, chunk -> chunk.tokens().length);
  }

  @Override
  GenerationResult result(Generation of) {
    return of.result();
  }

  @Override
  void cancel(Generation what) {
    what.cancel();
  }
}
