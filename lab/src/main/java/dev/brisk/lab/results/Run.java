package dev.brisk.lab.results;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was run.
 *
 * @param command the exact command, an argument an item, secrets left out
 * @param target the URL
 * @param api the name of the protocol, such as {@code responses-ws}
 * @param workload what was asked
 * @param load how it was asked
 * @param objective what is to hold for the load to count as served, such as {@code ttft.p95 < 300
 *     ms}; empty where none was given
 * @param saltedPrompts whether each prompt was made unlike those before, so that no answer comes
 *     from a prefix cache; false where repeated prompts were asked for
 * @param answers whose answers they are: {@code model}, {@code replay}, {@code canonical} or {@code
 *     unchanged}
 * @param seed of all that is random
 * @param startedAt when the first measured request was intended
 * @param warmUpExcluded how many requests went before, which are not among the samples
 * @param tokenizer what counted tokens where the target did not say how many there were; empty
 *     where nothing did
 * @param briskVersion of the lab
 * @param client the machine that the lab ran on
 * @param targetSays what the target says of itself, such as model, server, version and kernels
 */
public record Run(
    List<String> command,
    String target,
    String api,
    Workload workload,
    Load load,
    String objective,
    boolean saltedPrompts,
    String answers,
    long seed,
    Instant startedAt,
    int warmUpExcluded,
    String tokenizer,
    String briskVersion,
    Client client,
    Map<String, String> targetSays) {
  /** Copies what could change. */
  public Run {
    command = List.copyOf(command);
    targetSays = Collections.unmodifiableMap(new LinkedHashMap<>(targetSays));
  }
}
