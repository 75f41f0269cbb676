/** One process that serves edits and the OpenAI-compatible API from the built-in engine. */
module dev.brisk.server {
  requires static org.jspecify;
  requires dev.brisk.edit;
  requires dev.brisk.engine;
  requires dev.brisk.syntax;
  requires dev.brisk.wire;
  requires info.picocli;
  requires io.helidon.webserver;
  requires io.helidon.webserver.websocket;
  requires java.logging;

  // The commands' annotated fields.
  opens dev.brisk.server to
      info.picocli;
}
