package dev.yunzhi.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Grafana dashboard that the chart hands out. */
final class Dashboard {

  static final Path FILE = Programs.root().resolve("helm/yunzhi/files/dashboard.json");

  private Dashboard() {}

  static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its panels ask Prometheus. */
  static List<String> expressions() {
    var expressions = new ArrayList<String>();
    for (JsonNode panel : read().path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
    }
    return expressions;
  }

  /** What its variables ask Prometheus, as {@code label_values(...)}. */
  static List<String> variables() {
    var queries = new ArrayList<String>();
    for (JsonNode variable : read().at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.add(variable.at("/query/query").asText());
      }
    }
    return queries;
  }
}
