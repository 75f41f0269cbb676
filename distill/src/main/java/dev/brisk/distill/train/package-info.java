/**
 * Training: the network with its gradients by hand, Muon and Adam, phases, checkpoints, evaluation,
 * curves. {@code docs/decisions/0052-training.md} says why it is made this way.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.distill.train;
