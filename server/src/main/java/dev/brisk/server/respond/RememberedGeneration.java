package dev.brisk.server.respond;

import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import java.util.Optional;

/** Hands on what a model writes, and has its tokens remembered once it is read to its end. */
final class RememberedGeneration implements Generation {
  private final Generation generation;
  private final int[] prompt;
  private final KnownOutputs known;
  private final TokenList written = new TokenList();

  RememberedGeneration(Generation generation, int[] prompt, KnownOutputs known) {
    this.generation = generation;
    this.prompt = prompt;
    this.known = known;
  }

  @Override
  public Optional<Chunk> next() throws InterruptedException {
    var chunk = generation.next();
    if (chunk.isPresent()) {
      written.add(chunk.get().tokens());
    } else {
      known.add(prompt, written.toArray());
    }
    return chunk;
  }

  @Override
  public void cancel() {
    generation.cancel();
  }

  @Override
  public GenerationResult result() {
    return generation.result();
  }
}
