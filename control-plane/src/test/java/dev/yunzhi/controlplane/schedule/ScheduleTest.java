package dev.yunzhi.controlplane.schedule;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.controlplane.TestControlPlane;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory, "--yunzhi.reports.every=100ms").awaitReady();
    app.department("hangzhou", Level.CITY, null);
    app.department("ningbo", Level.CITY, null);
    app.context
        .getBean(AssetHistory.class)
        .observe(List.of(tenantOf("hangzhou"), tenantOf("ningbo")));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Observation tenantOf(String department) {
    String name = "tenant-of-" + department;
    return Observation.seen(
        new AssetId("home", "Tenant", "", name, "uid-" + name),
        Instant.parse("2026-01-01T00:00:00Z"),
        AssetFacts.of(department, name, null, new ObjectMapper().createObjectNode()));
  }

  private static HttpResponse<String> send(String account, String method, String path) {
    return app.send(
        HttpRequest.newBuilder(app.uri(path))
            .header("Authorization", TestControlPlane.basic(account))
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> add(String account, String query) {
    return send(account, "POST", "/api/v1/report-schedules?" + query);
  }

  /** As if so many days had passed since it was made. */
  private static void dueSince(String schedule, int days) throws Exception {
    try (Connection connection = app.context.getBean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update report_schedule set next_at = next_at - interval '%d days' where name = '%s'"
              .formatted(days, schedule));
    }
  }

  private static JsonNode kept(String account, String schedule) {
    return json(app.get(account, "/api/v1/kept-reports?schedule=" + schedule)).get("items");
  }

  @Test
  void makesWhatIsDueKeepsTheLatestAndGoesOn() throws Exception {
    assertThat(add("audit", "name=daily&report=tenants&format=xlsx&every=day&keep=3").statusCode())
        .isEqualTo(200);
    dueSince("daily", 5);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> kept("audit", "daily").size() == 3 && nextOf("daily").isAfter(Instant.now()));

    JsonNode latest = kept("audit", "daily").get(0);
    assertThat(Instant.parse(latest.get("asOf").asText()))
        .isEqualTo(Period.DAY.beginningOf(nextOf("daily")));
    byte[] file = app.bytes("audit", "/api/v1/kept-reports/" + latest.get("id").asText());
    assertThat(file).hasSize(latest.get("bytes").asInt());
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
        .isEqualTo(latest.get("sha256").asText());
    // Made again, it is the same to the byte.
    assertThat(
            app.bytes(
                "audit", "/api/v1/reports/tenants?format=xlsx&asOf=" + latest.get("asOf").asText()))
        .isEqualTo(file);
  }

  private static Instant nextOf(String schedule) {
    for (JsonNode one : json(app.get("audit", "/api/v1/report-schedules")).get("items")) {
      if (one.get("name").asText().equals(schedule)) {
        return Instant.parse(one.get("nextAt").asText());
      }
    }
    throw new AssertionError("no schedule " + schedule);
  }

  @Test
  void recordsWhoTookAKeptReport() throws Exception {
    add("system", "name=taken&report=assets&format=csv&every=day");
    dueSince("taken", 1);
    await().atMost(Duration.ofSeconds(60)).until(() -> kept("audit", "taken").size() == 1);
    String id = kept("audit", "taken").get(0).get("id").asText();

    assertThat(json(app.get("system", "/api/v1/kept-reports")).findValuesAsText("id")).contains(id);
    app.get("system", "/api/v1/kept-reports/" + id);

    JsonNode last =
        json(app.get("audit", "/api/v1/audit/events?stream=export&user=system&order=latest"))
            .get("items")
            .get(0)
            .get("event");
    assertThat(last.get("kept").asText()).isEqualTo(id);
  }

  @Test
  void aMemberHasSchedulesOfTheOwnDepartmentOnlyAndSeesNoOthers() throws Exception {
    assertThat(add("member", "name=all-of-it&report=tenants").statusCode()).isEqualTo(400);
    assertThat(add("member", "name=other&report=tenants&department=ningbo").statusCode())
        .isEqualTo(403);
    assertThat(
            add("member", "name=mine&report=tenants&format=csv&every=day&department=hangzhou")
                .statusCode())
        .isEqualTo(200);
    add("audit", "name=theirs&report=tenants&format=csv&every=day&department=ningbo");
    dueSince("mine", 1);
    dueSince("theirs", 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> kept("audit", "mine").size() == 1 && kept("audit", "theirs").size() == 1);

    String theirs = kept("audit", "theirs").get(0).get("id").asText();
    assertThat(kept("member", "theirs")).isEmpty();
    assertThat(app.get("member", "/api/v1/kept-reports/" + theirs).statusCode()).isEqualTo(404);
    assertThat(app.get("member", "/api/v1/kept-reports/" + theirs + "/manifest").statusCode())
        .isEqualTo(404);
    assertThat(send("member", "DELETE", "/api/v1/report-schedules/theirs").statusCode())
        .isEqualTo(404);
    assertThat(json(app.get("member", "/api/v1/report-schedules")).findValuesAsText("name"))
        .containsExactly("mine");
    assertThat(kept("member", "mine")).hasSize(1);
    assertThat(send("member", "DELETE", "/api/v1/report-schedules/mine").statusCode())
        .isEqualTo(200);
    assertThat(kept("member", "mine")).as("what was made stays").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "name=Daily&report=assets,              name,   400",
    "name=a,                                report, 400",
    "name=a&report=assets&every=hour,       every,  400",
    "name=a&report=assets&format=pdf,       format, 400",
    "name=a&report=assets&keep=0,           keep,   400",
    "name=a&report=assets&colour=red,       colour, 400",
  })
  void saysWhatIsWrong(String query, String field, int status) {
    HttpResponse<String> answer = add("audit", query);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("field").asText()).isEqualTo(field);
  }

  @Test
  void hasEachNameOnce() {
    add("audit", "name=once&report=assets");

    HttpResponse<String> answer = add("audit", "name=once&report=tenants");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("detail").asText()).startsWith("there is a schedule once already");
  }
}
