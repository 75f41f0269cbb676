package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Admission;
import dev.brisk.server.admission.AdmittedResponder;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.admission.Objective;
import dev.brisk.server.fuzz.EndpointFuzz;
import dev.brisk.server.scripted.Script;
import dev.brisk.server.scripted.ScriptedResponder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Always the same inputs; {@code tools/measure/server fuzz} tries others, also with a model. */
@Timeout(300)
class EndpointFuzzTest {
  @Test
  void malformed_input_gets_an_answer_below_500_or_a_closed_connection() throws Exception {
    var script =
        Script.of(
            "fuzz",
            List.of(
                "{\"say\": [{\"tokens\": 3}, {\"call\": \"f\", \"arguments\": {}}], \"repeat\": true}"));
    try (var responder =
            new AdmittedResponder(
                new ScriptedResponder(script), new Admission(Objective.DEFAULT), Limits.NONE);
        var server = new TestServer(responder)) {
      var fuzz = new EndpointFuzz(server.port(), TestServer.TOKEN);
      fuzz.run(1, 600);
      assertThat(fuzz.failures()).isEmpty();
      // What is good among them is answered; else this would show nothing.
      assertThat(fuzz.answers()).containsKeys("200", "400", "101");
    }
  }
}
