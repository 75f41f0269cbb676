package dev.brisk.wire.api;

/**
 * The answer of {@code GET /health}.
 *
 * @param status {@code ok}
 * @param kernels which kernels compute, and if slow ones, the cure
 * @param uptimeSeconds since the server was ready
 */
public record Health(
    String status, String version, long pid, String model, String kernels, long uptimeSeconds) {}
