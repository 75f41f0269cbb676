package dev.brisk.distill.ask;

import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An OpenAI-compatible endpoint that is asked until it answers: what may pass (a cut connection,
 * 429, 5xx) is tried again after the wait that it asks for, or longer each time; what will not (a
 * wrong key, an unknown model) ends at once. For any number of threads, which wait together.
 */
public final class ChatEndpoint implements AutoCloseable {
  private static final long MOST_BYTES = 32 << 20;

  /** Waits that the endpoint asked for, while one answer is tried. */
  private static final int MOST_WAITS = 60;

  private static final int TOO_MANY = 429;
  private static final Set<Integer> MAY_PASS = Set.of(408, 409, 425, TOO_MANY);
  private static final Set<Integer> NOT_THIS = Set.of(400, 413, 422);

  private final TeacherOptions options;
  private final ChatBody body;
  private final Pace pace;
  private final HttpClient http;

  /**
   * @param say hears sentences about what is left out
   */
  public ChatEndpoint(
      TeacherOptions options, Waiting waiting, RandomGenerator random, Consumer<String> say) {
    this.options = options;
    body = new ChatBody(options, say);
    pace = new Pace(waiting, random);
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.timeout())
            .build();
  }

  /** What the endpoint refused and was asked without since, by name. */
  public List<String> leftOut() {
    return body.refused().stream().map(ChatBody.Extra::toString).sorted().toList();
  }

  /**
   * Asks once, as often as it takes.
   *
   * @throws TeacherException if it makes no sense to go on; the message says what to do
   */
  Heard ask(Question question, int index, long seed) throws IOException, InterruptedException {
    var failures = 0;
    var waits = 0;
    var leftOut = 0;
    while (true) {
      pace.await();
      HttpResponse<String> response;
      try {
        response = send(body.of(question, seed));
      } catch (IOException e) {
        failed(++failures, e.getMessage() == null ? e.toString() : e.getMessage());
        continue;
      }
      var status = response.statusCode();
      RateHeaders.exhausted(response.headers(), pace.now())
          .filter(time -> time.compareTo(Pace.LONGEST) <= 0)
          .ifPresent(pace::hold);
      if (status == 200) {
        try {
          return ReplyJson.completion(response.body(), question, index, options.model());
        } catch (JsonException e) {
          failed(++failures, "its answer is no chat completion: " + e.getMessage());
          continue;
        }
      }
      if (NOT_THIS.contains(status)) {
        if (++leftOut > ChatBody.Extra.values().length || !body.leaveOut(response.body())) {
          return new Heard.Refusal(ChatBody.sentence(response.body()));
        }
        continue;
      }
      if (!(MAY_PASS.contains(status) || status >= 500)
          || ChatBody.code(response.body()).equals("insufficient_quota")) {
        throw refused(status, response.body());
      }
      // No wait at all is no answer to how long: that is left to the own, ever longer waits.
      var asked =
          RateHeaders.retryAfter(response.headers(), pace.now()).filter(Duration::isPositive);
      if (asked.isPresent() && ++waits <= MOST_WAITS) {
        if (asked.get().compareTo(Pace.LONGEST) > 0) {
          throw new TeacherException(
              "%s wants to be left alone for %d minutes; the same command goes on after that."
                  .formatted(options.host(), asked.get().toMinutes()));
        }
        pace.hold(asked.get());
      } else {
        failed(++failures, "status %d: %s".formatted(status, ChatBody.sentence(response.body())));
      }
    }
  }

  private HttpResponse<String> send(String text) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(options.completions())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(text));
    if (!options.key().isEmpty()) {
      request.header("Authorization", "Bearer " + options.key());
    }
    // The client's own timeout ends with the head of the response.
    var answer =
        http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
    try {
      return answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + options.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      // Ends it where it goes on; does nothing where it has ended.
      answer.cancel(true);
    }
  }

  private void failed(int failures, String why) throws IOException, InterruptedException {
    if (failures >= options.tries()) {
      throw new TeacherException(
          "%s did not answer in %d tries (%s); the same command goes on when it does."
              .formatted(options.host(), failures, why));
    }
    pace.backOff(failures);
  }

  private TeacherException refused(int status, String said) {
    return new TeacherException(
        switch (status) {
          // What it says is not repeated here: it may repeat the key.
          case 401, 403 ->
              "%s refuses the key (%d); name the environment variable that holds a right one with --key-env."
                  .formatted(options.host(), status);
          case 404 ->
              "%s has no such address or model (404: %s); see whether %s and --teacher-model %s are right."
                  .formatted(
                      options.host(),
                      ChatBody.sentence(said),
                      options.completions(),
                      options.model());
          default ->
              "%s refuses to answer (%d: %s); the same command goes on once that is settled."
                  .formatted(options.host(), status, ChatBody.sentence(said));
        });
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
