/**
 * Measures endpoints as a developer feels them, over the wire: load, quality, comparison, reports.
 */
module dev.brisk.lab {
  requires static org.jspecify;
  requires dev.brisk.edit;
  requires dev.brisk.wire;
  requires HdrHistogram;
  requires info.picocli;
  requires java.compiler;
  requires java.net.http;
  requires jdk.compiler;
  requires jdk.management;

  // The commands' annotated fields.
  opens dev.brisk.lab to
      info.picocli;
}
