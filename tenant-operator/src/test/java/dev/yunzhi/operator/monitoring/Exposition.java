package dev.yunzhi.operator.monitoring;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** What Prometheus is given to read. */
final class Exposition {

  private Exposition() {}

  /** The samples of a collector as they stand in Prometheus' text format. */
  static List<String> of(Collector collector) throws IOException {
    var registry = new CollectorRegistry();
    registry.register(collector);
    var text = new StringWriter();
    TextFormat.write004(text, registry.metricFamilySamples());
    return text.toString().lines().filter(line -> !line.startsWith("#")).toList();
  }
}
