/**
 * How a target is spoken to: one file an API behind {@link dev.brisk.lab.client.Api}, and what is
 * noted of each request in {@link dev.brisk.lab.client.Call}.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.lab.client;
