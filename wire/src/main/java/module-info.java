/** What goes over the wire: messages, codecs, clients. */
module dev.brisk.wire {
  requires static org.jspecify;
  requires tools.jackson.core;

  exports dev.brisk.wire.api;
  exports dev.brisk.wire.json;
  exports dev.brisk.wire.stream;
}
