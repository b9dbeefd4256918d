package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.model.EnvironmentDefaults;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * Fills in what a request for a new tenant leaves to its environment, so that whoever decides on it
 * sees it. What was filled in once stays.
 */
final class RequestDefaults {

  private final Map<Environment, EnvironmentDefaults> defaults;
  private final Clock clock;

  RequestDefaults(Map<Environment, EnvironmentDefaults> defaults, Clock clock) {
    this.defaults = defaults;
    this.clock = clock;
  }

  void stamp(AdmissionRequest request, ObjectNode stamps) {
    JsonNode spec = request.object().path("spec");
    JsonNode before = request.oldObject().path("spec");
    boolean sameEnvironment = before.path("environment").equals(spec.path("environment"));
    if (!spec.path("type").asText("New").equals("New")) {
      return;
    }
    for (var entry : defaults.entrySet()) {
      if (WireName.of(entry.getKey()).equals(spec.path("environment").asText())) {
        JsonNode kept = sameEnvironment ? before : before.path("of another environment");
        stamp("expiresAt", spec, kept, stamps, expiresAt(spec, entry.getValue()));
        stamp("reclaim", spec, kept, stamps, WireName.of(entry.getValue().reclaim()));
      }
    }
  }

  private static void stamp(
      String field, JsonNode spec, JsonNode before, ObjectNode stamps, String value) {
    if (!spec.hasNonNull(field) && value != null) {
      stamps.put(field, before.path(field).asText(value));
    }
  }

  /** Null when the start is no instant: the schema says so then. */
  private String expiresAt(JsonNode spec, EnvironmentDefaults environment) {
    try {
      Instant start =
          spec.hasNonNull("startsAt")
              ? OffsetDateTime.parse(spec.path("startsAt").asText()).toInstant()
              : clock.instant();
      return environment.expiresAt(start);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
