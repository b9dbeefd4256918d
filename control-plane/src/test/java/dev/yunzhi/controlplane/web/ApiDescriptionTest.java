package dev.yunzhi.controlplane.web;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.identity.AccessRule;
import dev.yunzhi.controlplane.identity.AccessTable;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as OpenAPI describes it. */
class ApiDescriptionTest {
  private static TestControlPlane app;

  @BeforeAll
  static void start(@TempDir Path directory) {
    app = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static JsonNode document() {
    HttpResponse<String> answer = app.get("audit", "/api/v1/openapi");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void describesEveryEndpointOfTheApiAndWhoMay() {
    JsonNode paths = document().get("paths");
    List<AccessRule> rules =
        AccessTable.RULES.stream()
            .filter(rule -> rule.pattern().getPatternString().startsWith("/api/v1/"))
            .filter(rule -> !rule.pattern().getPatternString().startsWith("/api/v1/openapi"))
            // OpenAPI has no parameter that spans slashes.
            .filter(rule -> !rule.pattern().getPatternString().contains("{*"))
            .toList();
    assertThat(rules).hasSizeGreaterThan(20);
    for (AccessRule rule : rules) {
      JsonNode operation =
          paths
              .path(rule.pattern().getPatternString())
              .path(rule.method().toLowerCase(Locale.ROOT));
      assertThat(operation.path("description").asText())
          .as(rule.method() + " " + rule.pattern().getPatternString())
          .contains(rule.permission().name(), rule.permission().holders());
      assertThat(
              operation.at("/responses/default/content/application~1problem+json").isMissingNode())
          .isFalse();
    }
  }

  @Test
  void namesTheReportsTheirParametersAndFormats() {
    JsonNode report = document().get("paths").get("/api/v1/reports/{report}").get("get");

    assertThat(report.get("parameters").findValuesAsText("name"))
        .contains("report", "asOf", "department", "tenant", "format");
    assertThat(report.get("parameters").toString()).contains("tenants", "compliance", "xlsx");
    assertThat(report.at("/responses/200/content").properties())
        .extracting(java.util.Map.Entry::getKey)
        .contains("text/html; charset=utf-8", "application/x-ndjson");
  }

  @Test
  void isTheSameTextEachTime() {
    assertThat(app.get("audit", "/api/v1/openapi").body())
        .isEqualTo(app.get("audit", "/api/v1/openapi").body());
    assertThat(app.get("audit", "/api/v1/openapi.yaml").body()).contains("openapi: ");
  }
}
