/** One process that serves edits and the OpenAI-compatible API from the built-in engine. */
module dev.brisk.server {
  requires static org.jspecify;
  requires dev.brisk.edit;
  requires dev.brisk.engine;
  requires dev.brisk.syntax;
  requires dev.brisk.wire;
  requires info.picocli;
  requires io.github.bucket4j.core;
  requires io.helidon.common.tls;
  requires io.helidon.webserver;
  requires io.helidon.webserver.websocket;
  requires io.prometheus.metrics.model;
  requires java.logging;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires java.management;
  // What Micrometer asks of the operating system.
  requires jdk.management;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires java.net.http;
  // For Lettuce, which cannot say either what it requires.
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver.dns;
  requires lettuce.core;
  requires org.reactivestreams;
  requires reactor.core;
  // For tomlj, an automatic module, which cannot say what it requires.
  requires org.antlr.antlr4.runtime;
  requires org.tomlj;

  // The commands' annotated fields.
  opens dev.brisk.server to
      info.picocli;
}
