package dev.brisk.server.http;

import dev.brisk.server.metrics.PrometheusReport;
import dev.brisk.server.respond.Models;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: for Prometheus, in its text format or in that of OpenMetrics. */
final class MetricsRoute implements Handler {
  private final Models models;
  private @Nullable PrometheusReport report;

  MetricsRoute(Models models) {
    this.models = models;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    var accepted = request.headers().first(HeaderNames.ACCEPT).orElse("");
    var type =
        accepted.contains("application/openmetrics-text")
            ? PrometheusReport.OPEN_METRICS
            : PrometheusReport.TEXT;
    var text = report().scrape(type);
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Made when it is first asked for: a server that nobody scrapes loads nothing for it. */
  private synchronized PrometheusReport report() {
    var made = report;
    if (made == null) {
      made = new PrometheusReport(models.meters(), models::statistics);
      report = made;
    }
    return made;
  }
}
