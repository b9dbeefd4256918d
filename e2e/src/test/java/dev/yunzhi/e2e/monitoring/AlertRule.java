package dev.yunzhi.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the alert rules that the chart hands out. */
record AlertRule(String name, JsonNode rule) {

  static final Path FILE = Programs.root().resolve("helm/yunzhi/files/alerts.yaml");

  static List<AlertRule> all() {
    var rules = new ArrayList<AlertRule>();
    try {
      for (JsonNode group : new YAMLMapper().readTree(FILE.toFile()).path("groups")) {
        group
            .path("rules")
            .forEach(rule -> rules.add(new AlertRule(rule.path("alert").asText(), rule)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  String expression() {
    return rule.path("expr").asText();
  }

  String label(String name) {
    return rule.path("labels").path(name).asText();
  }

  String annotation(String name) {
    return rule.path("annotations").path(name).asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
