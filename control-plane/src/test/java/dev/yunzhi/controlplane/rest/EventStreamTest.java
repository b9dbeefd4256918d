package dev.yunzhi.controlplane.rest;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of streams that are far larger than what lies between them and the program. */
class EventStreamTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int EVENTS = 40_000;

  private static final String SLOW = "1970-01-01T00:00:01Z";
  private static final String GONE = "1970-01-01T00:00:02Z";

  /** The locks of the replica that keeps the ledger and makes scheduled reports. */
  private static final int HELD = 2;

  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
    Ledger ledger = app.context.getBean(Ledger.class);
    String much = "x".repeat(1000);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          new Event(
              "api-audit",
              "home",
              "e" + i,
              Instant.EPOCH.plusSeconds(i),
              JsonNodeFactory.instance.objectNode().put("number", i).put("much", much)));
    }
    ledger.append(events);
    // From now on it does not change by itself.
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(busy()).isEqualTo(HELD));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static HttpResponse<InputStream> open(String query) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(app.uri("/api/v1/audit/events?stream=api-audit" + query))
            .header("Authorization", basic("audit"))
            .header("Accept", "application/x-ndjson")
            .build();
    try {
      return app.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int busy() {
    return app.context.getBean(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
  }

  /** What was recorded last of the streams that begin at an instant. */
  private static JsonNode lastRead(String from) {
    return json(app.get(
            "audit",
            "/api/v1/audit/events?stream=read&user=audit&order=latest&limit=1&text=" + from))
        .at("/items/0/event");
  }

  @Test
  void aSlowReaderHoldsNoConnectionAndGetsEverything() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(open("&from=" + SLOW).body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).contains("\"number\":1}");
      // The rest does not fit between us and the program, so it waits for us.
      Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(busy()).isEqualTo(HELD));
      assertThat(lastRead(SLOW).get("outcome").asText()).isEqualTo("begun");
      assertThat(lines.lines().filter(line -> !line.isEmpty()).count()).isEqualTo(EVENTS - 2);
    }
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> lastRead(SLOW).get("outcome").asText().equals("complete"));
    assertThat(lastRead(SLOW).get("events").asInt()).isEqualTo(EVENTS - 1);
  }

  @Test
  void aReaderThatGoesAwayEndsIt() throws IOException {
    try (InputStream body = open("&from=" + GONE).body()) {
      assertThat(body.read()).isEqualTo('{');
    }
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> lastRead(GONE).get("outcome").asText().equals("aborted"));
    assertThat(lastRead(GONE).get("events").asInt()).isLessThan(EVENTS - 1);
  }

  @Test
  void onlySoManyAreReadAtOnce() throws IOException {
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        HttpResponse<InputStream> answer = open("");
        assertThat(answer.statusCode()).isEqualTo(200);
        open.add(answer.body());
      }
      HttpResponse<InputStream> refused = open("");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    } finally {
      for (InputStream body : open) {
        body.close();
      }
    }
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> open("&to=1970-01-01T00:00:02Z").statusCode() == 200);
  }
}
