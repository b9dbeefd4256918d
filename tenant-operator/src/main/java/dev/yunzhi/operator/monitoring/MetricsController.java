package dev.yunzhi.operator.monitoring;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /metrics} in Prometheus' text format. */
@RestController
class MetricsController {

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** Written as it is computed: the text of a large estate is never in memory as a whole. */
  @GetMapping("/metrics")
  void scrape(HttpServletResponse response) throws IOException {
    response.setContentType(TextFormat.CONTENT_TYPE_004);
    registry.scrape(response.getWriter(), TextFormat.CONTENT_TYPE_004);
  }
}
