package dev.brisk.distill.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A network of the smallest configuration that was never trained, as a run leaves it. */
public final class RandomNetwork {
  private final Path checkpoint;

  private RandomNetwork(Path checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** Writes its checkpoint into {@code folder}. */
  public static RandomNetwork write(Path folder, int vocabulary) throws IOException {
    var shape = Shape.named("smoke").orElseThrow().withVocabulary(vocabulary);
    var weights = new Parameters(shape);
    Initial.fill(weights, shape, 9, Map.of());
    // Without this a network that was not trained does next to nothing between its ends.
    for (var layer : weights.layout().layers()) {
      for (var weight : List.of(layer.output(), layer.down())) {
        for (var i = 0; i < weight.size(); i++) {
          weights.values().set(weight.offset() + i, 30 * weights.values().get(weight.offset() + i));
        }
      }
    }
    var checkpoint = folder.resolve("random.safetensors");
    Checkpoint.write(
        checkpoint,
        Checkpoint.weights(weights),
        "{\"config\":\"smoke\",\"vocabulary\":" + vocabulary + ",\"step\":0,\"tokens\":0}");
    return new RandomNetwork(checkpoint);
  }

  public TrainedNetwork trained() throws IOException {
    return TrainedNetwork.read(checkpoint);
  }

  /** What training's own pass makes of the last of these tokens. */
  public float[] lastLogits(int[] tokens) throws IOException {
    var network = trained();
    var withTarget = Arrays.copyOf(tokens, tokens.length + 1);
    var weights = new float[tokens.length];
    weights[tokens.length - 1] = 1;
    var item = new Batch.Item(withTarget, tokens.length, weights);
    return new Pass(network.shape(), network.weights(), 128, 128).logits(new Batch(List.of(item)));
  }
}
