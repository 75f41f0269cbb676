package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tokens have a role: as the metadata says ({@code tokenizer.ggml.ROLE_token_id}), or where
 * it says nothing by texts that are well known. The texts are those by which llama.cpp goes.
 */
final class TokenRoles {
  /** Texts of tokens that end a response whatever the metadata says: those of the chat formats. */
  private static final List<String> ENDS =
      List.of(
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|im_end|>",
          "<|end|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|EOT|>",
          "<EOT>",
          "▁<EOT>",
          "[EOT]",
          "<end_of_turn>",
          "<|end_of_turn|>",
          "<|return|>",
          "<|call|>",
          "<｜end▁of▁sentence｜>");

  /**
   * Texts of the tokens of fill-in-the-middle: Qwen, StarCoder and Granite, DeepSeek, CodeLlama.
   */
  private static final Map<String, List<String>> FILLING =
      Map.of(
          "fim_pre",
          List.of(
              "<|fim_prefix|>",
              "<fim-prefix>",
              "<fim_prefix>",
              "<｜fim▁begin｜>",
              "<PRE>",
              "▁<PRE>",
              "<|code_prefix|>"),
          "fim_suf",
          List.of(
              "<|fim_suffix|>",
              "<fim-suffix>",
              "<fim_suffix>",
              "<｜fim▁hole｜>",
              "<SUF>",
              "▁<SUF>",
              "<|code_suffix|>"),
          "fim_mid",
          List.of(
              "<|fim_middle|>",
              "<fim-middle>",
              "<fim_middle>",
              "<｜fim▁end｜>",
              "<MID>",
              "▁<MID>",
              "<|code_middle|>"),
          "fim_pad",
          List.of("<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>"),
          "fim_rep",
          List.of(
              "<|fim_repo|>", "<|repo_name|>", "<repo_name>", "<fim-repo>", "<REPO>", "<reponame>"),
          "fim_sep",
          List.of("<|file_sep|>", "<file_sep>"));

  /** What older files call the roles. */
  private static final Map<String, String> FORMER =
      Map.of("fim_pre", "prefix", "fim_suf", "suffix", "fim_mid", "middle");

  private final Metadata metadata;
  private final Vocabulary vocabulary;

  TokenRoles(Metadata metadata, Vocabulary vocabulary) {
    this.metadata = metadata;
    this.vocabulary = vocabulary;
  }

  /**
   * The token that the metadata gives this role, such as {@code bos}.
   *
   * @throws ModelFormatException if the vocabulary has no such token
   */
  OptionalInt token(String role) {
    var key = "tokenizer.ggml." + role + "_token_id";
    // Some converters write 2^32 - 1 for a token that there is not.
    if (metadata.number(key).orElse(-1) == 0xFFFF_FFFFL) {
      return OptionalInt.empty();
    }
    var id = metadata.integer(key);
    if (id.isPresent() && id.getAsInt() >= vocabulary.size()) {
      throw new ModelFormatException(
          "%s: metadata key '%s' is %d, but the vocabulary has only %d tokens."
              .formatted(metadata.file(), key, id.getAsInt(), vocabulary.size()));
    }
    return id.orElse(-1) < 0 ? OptionalInt.empty() : id;
  }

  /** As {@link #token(String)}, with the token that the vocabularies of a kind have by custom. */
  OptionalInt token(String role, int custom) {
    var key = "tokenizer.ggml." + role + "_token_id";
    return metadata.has(key) || custom >= vocabulary.size() ? token(role) : OptionalInt.of(custom);
  }

  /** The tokens of fill-in-the-middle, if there are the three that are needed. */
  Optional<FillInTheMiddle> fillInTheMiddle() {
    var prefix = filling("fim_pre");
    var suffix = filling("fim_suf");
    var middle = filling("fim_mid");
    if (prefix.isEmpty() || suffix.isEmpty() || middle.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FillInTheMiddle(
            prefix.getAsInt(),
            suffix.getAsInt(),
            middle.getAsInt(),
            filling("fim_pad"),
            filling("fim_rep"),
            filling("fim_sep")));
  }

  private OptionalInt filling(String role) {
    var named = token(role);
    if (named.isEmpty() && FORMER.containsKey(role)) {
      named = token(FORMER.getOrDefault(role, role));
    }
    return named.isPresent() ? named : firstOf(FILLING.getOrDefault(role, List.of()));
  }

  private OptionalInt firstOf(List<String> texts) {
    return texts.stream().mapToInt(vocabulary.index()::find).filter(id -> id >= 0).findFirst();
  }

  /**
   * The tokens that end a response: those of the metadata and the well-known ones, and those with
   * which a model of fill-in-the-middle begins another file.
   */
  Set<Integer> endsOfGeneration(OptionalInt eos) {
    var ends = new TreeSet<Integer>();
    eos.ifPresent(ends::add);
    token("eot").ifPresent(ends::add);
    token("eom").ifPresent(ends::add);
    var named = Set.copyOf(ends);
    for (var text : ENDS) {
      firstOf(List.of(text)).ifPresent(ends::add);
    }
    // In OpenAI's Harmony format <|end|> only ends a message, after which the next one begins.
    var end = vocabulary.index().find("<|end|>");
    if (!named.contains(end)
        && vocabulary.index().find("<|return|>") >= 0
        && vocabulary.index().find("<|call|>") >= 0) {
      ends.remove(end);
    }
    for (var role : List.of("fim_pad", "fim_rep", "fim_sep")) {
      filling(role).ifPresent(ends::add);
    }
    return Set.copyOf(ends);
  }
}
