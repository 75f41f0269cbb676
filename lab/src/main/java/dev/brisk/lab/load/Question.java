package dev.brisk.lab.load;

import dev.brisk.lab.client.Ask;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.quality.CaseAnswer;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request of a workload.
 *
 * @param caseId which case it is about
 * @param kind what sort of request, such as {@code edit} or {@code redirect}
 * @param ask what is asked
 * @param judged what the answer is to be judged as, once it is complete; none if it is not judged
 */
public record Question(
    String caseId, String kind, Ask ask, Optional<Function<Call, CaseAnswer>> judged) {
  /** One that is not judged. */
  public static Question of(String caseId, String kind, Ask ask) {
    return new Question(caseId, kind, ask, Optional.empty());
  }

  /** The same, judged. */
  public Question judged(Function<Call, CaseAnswer> how) {
    return new Question(caseId, kind, ask, Optional.of(how));
  }
}
