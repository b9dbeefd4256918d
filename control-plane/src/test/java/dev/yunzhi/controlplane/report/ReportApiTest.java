package dev.yunzhi.controlplane.report;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.controlplane.TestControlPlane;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report that there is, in every format, for whom it is. */
class ReportApiTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  /** Kinds of the record that reports are of. */
  private static final List<String> KINDS =
      List.of("Deployment", "Tenant", "Project", "Finding", "Facility");

  private static TestControlPlane app;

  /** When all of it was known. */
  private static Instant known;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
    app.department("hangzhou", Level.CITY, null);
    app.department("xihu", Level.COUNTY, "hangzhou");
    app.department("ningbo", Level.CITY, null);
    List<Observation> seen = new ArrayList<>();
    for (String kind : KINDS) {
      for (String department : List.of("hangzhou", "xihu", "ningbo")) {
        seen.add(seen(kind, department));
      }
    }
    app.context.getBean(AssetHistory.class).observe(seen);
    known = Instant.now();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Observation seen(String kind, String department) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("title", "标题" + department).put("policy", "SEC-016").put("state", "fail");
    document.putObject("quota").put("requests.cpu", "4").put("requests.memory", "8Gi");
    String name = kind.toLowerCase(java.util.Locale.ROOT) + "-of-" + department;
    return Observation.seen(
        new AssetId("home", kind, "", name, "uid-" + name),
        AT,
        AssetFacts.of(department, "tenant-of-" + department, "project-of-" + department, document));
  }

  private static JsonNode list() {
    HttpResponse<String> answer = app.get("audit", "/api/v1/reports");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).get("items");
  }

  static Stream<String> everyReportInEveryFormat() {
    return list().findValuesAsText("name").stream()
        .flatMap(
            report ->
                Stream.of(ReportFormat.values())
                    .map(format -> path(report) + "&format=" + format.extension()));
  }

  static Stream<String> everyReport() {
    return list().findValuesAsText("name").stream().map(report -> path(report) + "&format=ndjson");
  }

  /** With what it must be asked for, all of it known. */
  private static String path(String report) {
    return "/api/v1/reports/"
        + report
        + (report.equals("changes") ? "?from=2025-12-31T00:00:00Z&to=" : "?asOf=")
        + known;
  }

  @Test
  void tellsWhatEachReportIsAndCanBeAskedFor() {
    JsonNode tenants =
        StreamSupport.stream(list().spliterator(), false)
            .filter(report -> report.get("name").asText().equals("tenants"))
            .findFirst()
            .orElseThrow();

    assertThat(tenants.get("titleZh").asText()).isEqualTo("租户清单");
    assertThat(tenants.get("parameters").toString())
        .isEqualTo("[\"asOf\",\"department\",\"tenant\"]");
    assertThat(tenants.get("columns").get(0).toString())
        .isEqualTo(
            "{\"key\":\"department\",\"title\":\"Department\",\"titleZh\":\"部门\",\"type\":\"text\"}");
  }

  @ParameterizedTest
  @MethodSource("everyReportInEveryFormat")
  void writesEveryReportInEveryFormatTheSameTwice(String path) {
    byte[] report = app.bytes("audit", path);

    assertThat(report).isNotEmpty();
    assertThat(app.bytes("audit", path)).isEqualTo(report);
  }

  @ParameterizedTest
  @MethodSource("everyReport")
  void showsAMemberTheOwnSubtreeAndNothingElse(String path) {
    HttpResponse<String> all = app.get("audit", path);
    HttpResponse<String> own = app.get("member", path);

    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    assertThat(all.body()).as("the test needs something to hide").contains("of-ningbo");
    assertThat(own.body()).contains("of-hangzhou", "of-xihu").doesNotContain("ningbo");
    assertThat(app.get("member", path + "&department=ningbo").statusCode()).isEqualTo(403);
    assertThat(app.get("member", path + "&department=xihu").body())
        .contains("of-xihu")
        .doesNotContain("of-hangzhou", "ningbo");
  }

  @Test
  void putsAQuotaIntoOneCell() {
    assertThat(app.get("audit", "/api/v1/reports/tenants?tenant=tenant-of-xihu").body())
        .contains("\"requests.cpu=4, requests.memory=8Gi\"")
        .contains("标题xihu")
        .doesNotContain("hangzhou");
  }

  @Test
  void countsNoFindingAmongTheAssets() {
    for (String account : List.of("audit", "member")) {
      for (String filter : List.of("", "?department=xihu", "?tenant=tenant-of-xihu")) {
        assertThat(app.get(account, "/api/v1/assets" + filter).body())
            .contains("deployment-of-xihu")
            .doesNotContain("finding-of");
        assertThat(app.get(account, "/api/v1/reports/assets" + filter).body())
            .contains("deployment-of-xihu")
            .doesNotContain("finding-of");
      }
      assertThat(app.get(account, "/api/v1/assets?kind=Finding").body())
          .contains("finding-of-xihu");
    }
  }

  @Test
  void saysWhichReportsThereAre() {
    HttpResponse<String> answer = app.get("audit", "/api/v1/reports/asets");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("detail").asText())
        .startsWith("there is no report asets; there are assets, ");
  }

  @Test
  void refusesWhatAReportIsNotAskedFor() {
    HttpResponse<String> answer = app.get("audit", "/api/v1/reports/projects?kind=Pod");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("field").asText()).isEqualTo("kind");
  }

  @Test
  void putsTheWholeScopeIntoTheManifest() {
    HttpResponse<String> answer =
        app.get("audit", "/api/v1/reports/tenants?format=ndjson&department=hangzhou&asOf=" + known);
    JsonNode exports = json(app.get("audit", "/api/v1/audit/events?stream=export&order=latest"));
    JsonNode event = exports.get("items").get(0).get("event");

    assertThat(event.get("report").asText()).isEqualTo("tenants");
    assertThat(event.get("asOf").asText())
        .isEqualTo(known.truncatedTo(ChronoUnit.MICROS).toString());
    assertThat(event.get("knownAt").asText())
        .isEqualTo(known.truncatedTo(ChronoUnit.MICROS).toString());
    assertThat(event.get("generator").asText()).startsWith("Yunzhi ");
    assertThat(event.get("rows").asInt()).isEqualTo(answer.body().lines().toList().size());
    assertThat(event.get("scope").toString()).contains("Departments");
  }
}
