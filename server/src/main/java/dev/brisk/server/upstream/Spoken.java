package dev.brisk.server.upstream;

import dev.brisk.server.config.UpstreamModel.EngineKind;

/**
 * How an engine is spoken to.
 *
 * @param model what it calls the model
 * @param customTools whether it knows tools that take free text
 * @param prediction whether it is told what an answer is likely to resemble
 */
record Spoken(String model, EngineKind engine, boolean customTools, boolean prediction) {}
