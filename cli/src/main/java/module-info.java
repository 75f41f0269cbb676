/** The command brisk: edits files through a server, which it finds or starts. */
module dev.brisk.cli {
  requires static org.jspecify;
  requires dev.brisk.edit;
  requires dev.brisk.wire;
  requires info.picocli;
  requires jdk.management;

  opens dev.brisk.cli to
      info.picocli;
}
