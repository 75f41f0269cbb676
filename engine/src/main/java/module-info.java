/**
 * Runs GGUF language models inside the JVM. Knows no network, no JSON, and no files but models and
 * snapshots of prefixes.
 */
module dev.brisk.engine {
  requires static org.jspecify;
  requires jdk.incubator.vector;

  exports dev.brisk.engine;
  exports dev.brisk.engine.gguf;
  exports dev.brisk.engine.kernel.vector.training to
      dev.brisk.distill;
  exports dev.brisk.engine.tokenizer;
}
