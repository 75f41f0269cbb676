package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.respond.Responder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdmittedResponderTest {
  /** One that is not passed on would say what models without it say. */
  @Test
  void whatever_a_responder_can_be_asked_is_passed_on() {
    for (Method method : Responder.class.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        assertThat(Arrays.stream(AdmittedResponder.class.getDeclaredMethods()))
            .as(method.toString())
            .anyMatch(
                own ->
                    own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
      }
    }
  }
}
