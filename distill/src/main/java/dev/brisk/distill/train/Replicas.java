package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that train on shares of a step's batches, each with gradients of its own and one core's
 * worth of buffers. What they compute does not depend on their timing.
 */
final class Replicas implements AutoCloseable {
  private final Optimizer optimizer;
  private final List<Pass> passes = new ArrayList<>();
  private final List<Parameters> gradients = new ArrayList<>();
  private final List<NewtonSchulz> newtonSchulz = new ArrayList<>();
  private final List<List<Optimizer.Block>> shares;
  private final ExecutorService threads;
  private final int size;

  /** What a step found. */
  record Step(double loss, double gradientNorm) {}

  /**
   * @param count threads
   * @param capacity most rows of a batch
   * @param longest most rows of a sample
   */
  Replicas(
      Shape shape, Parameters weights, Optimizer optimizer, int count, int capacity, int longest) {
    this.optimizer = optimizer;
    size = weights.layout().size();
    shares = optimizer.shares(count);
    var largest = Math.max(shape.feedForward(), shape.width()) * shape.width();
    for (var i = 0; i < count; i++) {
      passes.add(new Pass(shape, weights, capacity, longest));
      gradients.add(new Parameters(shape));
      newtonSchulz.add(new NewtonSchulz(new Blas(), shape.width(), largest));
    }
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("replica-", 0).factory());
  }

  /**
   * Learns from batches.
   *
   * @param weight all losses' weights together
   * @param clip the gradient is scaled down to this norm
   * @param number of the step, from 1
   */
  Step step(
      List<Batch> batches, double weight, double clip, float muonRate, float adamRate, int number) {
    var mine = share(batches);
    var losses =
        each(
            i -> {
              gradients.get(i).values().clear(0, size);
              var loss = 0.0;
              for (var batch : mine.get(i)) {
                loss += passes.get(i).train(batch, 1 / weight, gradients.get(i));
              }
              return loss;
            });
    var sum = gradients.getFirst().values();
    var squares =
        each(
            i -> {
              var from = cut(i);
              var count = cut(i + 1) - from;
              for (var other : gradients.subList(1, gradients.size())) {
                Vectors.add(other.values(), from, 1, sum, from, 1, count);
              }
              return Vectors.squares(sum, from, count);
            });
    var norm = Math.sqrt(total(squares));
    var scale = (float) Math.min(1, clip / (norm + 1e-12));
    each(
        i -> {
          var adam = optimizer.adamSize() / 16;
          var count = gradients.size();
          optimizer.adam(
              sum, adam * i / count * 16, adam * (i + 1) / count * 16, adamRate, scale, number);
          for (var block : shares.get(i)) {
            optimizer.muon(sum, block, newtonSchulz.get(i), muonRate, scale);
          }
          return 0.0;
        });
    return new Step(total(losses) / weight, norm);
  }

  /** What the network predicts for each of the batches. */
  List<Predictions> predict(List<Batch> batches) {
    var result = new Predictions[batches.size()];
    each(
        i -> {
          for (var b = i; b < batches.size(); b += passes.size()) {
            result[b] = passes.get(i).predict(batches.get(b));
          }
          return 0.0;
        });
    return List.of(result);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Batches for each replica, about as many rows each. */
  private List<List<Batch>> share(List<Batch> batches) {
    var result = new ArrayList<List<Batch>>();
    var rows = new long[passes.size()];
    passes.forEach(p -> result.add(new ArrayList<>()));
    for (var batch : batches) {
      var least = 0;
      for (var i = 1; i < rows.length; i++) {
        least = rows[i] < rows[least] ? i : least;
      }
      result.get(least).add(batch);
      rows[least] += batch.rows;
    }
    return result;
  }

  private int cut(int i) {
    return size / 16 * i / passes.size() * 16 + (i == passes.size() ? size % 16 : 0);
  }

  private static double total(List<Double> parts) {
    return parts.stream().mapToDouble(Double::doubleValue).sum();
  }

  private interface Task {
    double run(int replica);
  }

  private List<Double> each(Task task) {
    var calls = new ArrayList<Callable<Double>>();
    for (var i = 0; i < passes.size(); i++) {
      var replica = i;
      calls.add(() -> task.run(replica));
    }
    try {
      var result = new ArrayList<Double>();
      for (var future : threads.invokeAll(calls)) {
        result.add(future.get());
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The training was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
