package dev.brisk.server.http;

import dev.brisk.server.metrics.StatusReport;
import dev.brisk.server.respond.Models;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** {@code GET /v1/status}: what is going on, as {@code brisk top} shows it. */
final class StatusRoute implements Handler {
  private final StatusReport report;

  StatusRoute(Models models, String version) {
    report = new StatusReport(models.meters(), models::statistics, version);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(report.json().getBytes(StandardCharsets.UTF_8));
  }
}
