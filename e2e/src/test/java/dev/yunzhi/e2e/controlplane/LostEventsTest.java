package dev.yunzhi.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control-plane is away for longer than the API server tries to send it an event: the record
 * says what is missing from it, by the rights that the chart gives.
 */
class LostEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Longer than the API server waits until it sends what there is. */
  private static final Duration A_LIST = Duration.ofSeconds(5);

  private static final String NAME = "made-while-nobody-listened";

  private static final Command YUNZHI =
      new Command(Programs.root().resolve("cli/bin/yunzhi"), Map.of("KUBECONFIG", ""));

  @Test
  void eachEventThatTheApiServerDroppedLiesInAGap(@TempDir Path directory) throws IOException {
    try (Estate estate =
        Estate.start(directory, Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, line -> {})) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  sum(
                          estate.controlPlane().read("/metrics"),
                          "yunzhi_audit_counters_read_timestamp_seconds")
                      > 0);
      Path log = directory.resolve("cluster/logs/audit.log");
      estate.controlPlane().stop();
      Instant away = Instant.now();
      make(estate);
      Instant soon = Instant.now().plus(A_LIST);
      // Not just any: what was sent before the estate was ready can be given up as late as this.
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  Instant.now().isAfter(soon) && lost(estate) >= missing(estate, log, soon).size());
      Instant back = Instant.now();
      estate.controlPlane().startAndAwait(LIMIT);

      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                List<JsonNode> gaps = gaps(estate.api("auditor"));
                List<JsonNode> missing = missing(estate, log, back);
                assertThat(gaps.stream().mapToLong(LostEventsTest::webhook).sum())
                    .as("what the API server counts is what the gaps add up to")
                    .isEqualTo((long) lost(estate))
                    .isGreaterThanOrEqualTo(missing.size());
                assertThat(missing).anyMatch(event -> name(event).equals(NAME));
                assertThat(missing)
                    .allSatisfy(
                        event -> assertThat(gaps).anyMatch(gap -> covers(gap, time(event))));
              });

      List<JsonNode> gaps = gaps(estate.api("auditor"));
      JsonNode gap = gaps.get(gaps.size() - 1);
      assertThat(time(gap, "countedAfter")).isBefore(away).isAfter(startedAt(gap));
      assertThat(time(gap, "until")).isAfter(back);
      proved(estate, gap, directory);
    }
  }

  private static void make(Estate estate) {
    estate
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(NAME)
                .endMetadata()
                .build())
        .create();
  }

  /** What the API server itself says. */
  private static double lost(Estate estate) {
    return sum(
        estate.client().raw("/metrics"), "apiserver_audit_error_total\\{plugin=\"webhook\"}");
  }

  private static double sum(String page, String sample) {
    return Pattern.compile("(?m)^" + sample + " (\\S+)$")
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1))
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  private static List<JsonNode> gaps(ControlPlaneApi auditor) throws IOException {
    HttpResponse<String> answer = auditor.get("/api/v1/audit/events?stream=audit-gap&limit=1000");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonNode> gaps = new ArrayList<>();
    for (JsonNode item : JSON.readTree(answer.body()).get("items")) {
      assertThat(item.at("/event/action").asText()).isEqualTo("events-lost");
      gaps.add(item);
    }
    return gaps;
  }

  private static long webhook(JsonNode gap) {
    return gap.at("/event/events/webhook").asLong();
  }

  private static boolean covers(JsonNode gap, Instant at) {
    return !at.isBefore(time(gap, "from")) && !at.isAfter(time(gap, "until"));
  }

  private static Instant time(JsonNode gap, String field) {
    return Instant.parse(gap.at("/event/" + field).asText());
  }

  private static Instant startedAt(JsonNode gap) {
    return Instant.parse(gap.at("/event/apiServer/startedAt").asText());
  }

  /** What the API server wrote to its own file and the record lacks; a dry run is not recorded. */
  private static List<JsonNode> missing(Estate estate, Path log, Instant until) throws IOException {
    Set<String> recorded = new HashSet<>();
    new LedgerReader(estate.postgres().database())
        .stream(
            EventFilter.stream("api-audit"),
            event -> recorded.add(JSON.readTree(event.body()).get("auditID").asText()));
    List<JsonNode> missing = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode event = JSON.readTree(line);
      if (time(event).isBefore(until)
          && !recorded.contains(event.get("auditID").asText())
          && !event.get("requestURI").asText().contains("dryRun=All")) {
        missing.add(event);
      }
    }
    return missing;
  }

  private static Instant time(JsonNode event) {
    return Instant.parse(event.get("stageTimestamp").asText());
  }

  private static String name(JsonNode event) {
    return event.at("/objectRef/name").asText();
  }

  /** It is a leaf as all else. */
  private static void proved(Estate estate, JsonNode gap, Path directory) throws IOException {
    Path file = directory.resolve("gap.tlog-proof");
    ControlPlaneApi auditor = estate.api("auditor");
    // The newest checkpoint can be a second older than the event.
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              auditor.download(
                  "/api/v1/audit/events/%d/evidence".formatted(gap.get("index").asLong()), file);
              return true;
            });
    CommandResult verified =
        YUNZHI.run(
            "",
            List.of(
                "verify", "--key", estate.logSigning().publicKey().toString(), file.toString()));
    assertThat(verified.exitCode()).as(verified.stdout() + verified.stderr()).isZero();
  }
}
