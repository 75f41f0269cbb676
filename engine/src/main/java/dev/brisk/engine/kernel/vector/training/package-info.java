/**
 * What a training step computes in: buffers outside the heap, and the element-wise passes, fused.
 * It serves the module distill and stands here because only this package may use the Vector API.
 * Nothing here knows of models.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.engine.kernel.vector.training;
