/** Makes the small model: teachers, data, tokenizer, training, evaluation, export. */
module dev.brisk.distill {
  requires static org.jspecify;
  requires com.github.javaparser.core;
  requires dev.brisk.edit;
  requires dev.brisk.engine;
  requires dev.brisk.syntax;
  requires dev.brisk.wire;
  requires info.picocli;
  requires java.net.http;
  requires org.apache.opennlp.tools;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.eclipse.jgit;

  // The commands' annotated fields.
  opens dev.brisk.distill to
      info.picocli;
  opens dev.brisk.distill.mine to
      info.picocli;
}
