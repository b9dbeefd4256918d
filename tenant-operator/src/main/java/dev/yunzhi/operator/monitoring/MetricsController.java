package dev.yunzhi.operator.monitoring;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /metrics} in Prometheus' text format. */
@RestController
class MetricsController {

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @GetMapping("/metrics")
  ResponseEntity<String> scrape() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, TextFormat.CONTENT_TYPE_004)
        .body(registry.scrape(TextFormat.CONTENT_TYPE_004));
  }
}
