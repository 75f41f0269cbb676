/** The edit core: instruction and region in, a minimal edit out. Knows no model and no network. */
module dev.brisk.edit {
  requires static org.jspecify;
  requires io.github.javadiffutils;

  exports dev.brisk.edit;
  exports dev.brisk.edit.diff;
  exports dev.brisk.edit.format;
  exports dev.brisk.edit.instant;
  exports dev.brisk.edit.script;
  exports dev.brisk.edit.workspace;
}
