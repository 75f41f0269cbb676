/**
 * Edits over Java syntax trees: what kinds there are, which a file offers, how people ask for them,
 * and which one an instruction asks for.
 */
module dev.brisk.syntax {
  requires static org.jspecify;
  requires com.github.javaparser.core;
  requires dev.brisk.edit;

  exports dev.brisk.syntax;
  exports dev.brisk.syntax.complete;
  exports dev.brisk.syntax.kinds;
  exports dev.brisk.syntax.match;
}
